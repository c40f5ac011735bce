#pragma once

#include <QListWidget>

namespace offtake::ui {

class Document;

/// Every state since the study was opened; choosing one goes there.
class HistoryPanel : public QListWidget {
    Q_OBJECT
public:
    explicit HistoryPanel(Document& document, QWidget* parent = nullptr);

private:
    void fill();

    Document& m_document;
    bool m_filling = false;
};

}  // namespace offtake::ui
