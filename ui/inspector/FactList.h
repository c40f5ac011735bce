#pragma once

#include <QWidget>

#include "data/catalogue/Catalogue.h"
#include "core/study/Path.h"

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace offtake::ui {

class Document;

/// Facts of the catalogue and of the study itself that could stand in an input, each with its date, source and confidence, and what other
/// sources say where they disagree. Taking one copies value and source into the study as one step.
class FactList : public QWidget {
    Q_OBJECT
public:
    FactList(Document& document, const catalogue::Catalogue& facts, QWidget* parent = nullptr);

    void setInput(const study::Path& path);
    [[nodiscard]] QLineEdit* searchField() const { return m_search; }
    /// Ids of the facts on offer.
    [[nodiscard]] QStringList offered() const { return m_offered; }
    void take(const QString& factId);

Q_SIGNALS:
    void failed(const QString& message);

private:
    void fill();
    [[nodiscard]] QWidget* makeRow(const catalogue::Fact& fact);

    Document& m_document;
    catalogue::Catalogue m_shipped;
    catalogue::Catalogue m_facts;  ///< the shipped ones and the study's own
    study::Path m_path;
    QLineEdit* m_search;
    QLabel* m_nothing;
    QWidget* m_rows = nullptr;
    QVBoxLayout* m_layout;
    QStringList m_offered;
};

}  // namespace offtake::ui
