#pragma once

#include <QTreeWidget>

#include "core/study/Path.h"

namespace offtake::ui {

class Document;
class Theme;

/// Errors and notes of the study, in document order. Enter or a click leads to the input.
class ProblemsPanel : public QTreeWidget {
    Q_OBJECT
public:
    ProblemsPanel(const Document& document, const Theme& theme, QWidget* parent = nullptr);

Q_SIGNALS:
    void inputRequested(const offtake::study::Path& input);

private:
    void fill();

    const Document& m_document;
    const Theme& m_theme;
};

/// What a person calls the place of an input: "A lease › Colossus 2 › Fixed fee".
[[nodiscard]] QString placeName(const Document& document, const study::Path& path);

}  // namespace offtake::ui
