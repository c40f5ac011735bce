#pragma once

#include <string>

#include <QFrame>
#include <QListWidget>
#include <QString>

class QAction;
class QLabel;

namespace offtake::ui {

class Document;
class Results;
class Theme;

/// A list that is as tall as its rows while there is room, and scrolls where there is none.
class RailList : public QListWidget {
    Q_OBJECT
public:
    explicit RailList(QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    void fitRows();
};

/// Pages, deals and scenarios at the left of the window. Deals are chosen and renamed here; a chosen scenario is shown
/// everywhere.
class NavigationRail : public QFrame {
    Q_OBJECT
public:
    NavigationRail(Document& document, Results& results, const Theme& theme, QWidget* parent = nullptr);

    /// Adds a page; its row follows the action's check mark and triggers it.
    void addPage(QAction* action);

    /// Id of the chosen deal; empty when there are none.
    [[nodiscard]] std::string currentDeal() const;
    void setCurrentDeal(const std::string& id);
    /// Edits the name of the chosen deal in place.
    void editDealName();

    [[nodiscard]] RailList* pages() const { return m_pages; }
    [[nodiscard]] RailList* deals() const { return m_deals; }
    [[nodiscard]] RailList* scenarios() const { return m_scenarios; }

Q_SIGNALS:
    /// A deal was chosen by mouse or keyboard.
    void dealActivated(const QString& id);
    void currentDealChanged(const QString& id);

private:
    void fill();
    void fillDeals();
    void fillScenarios();
    void renameDeal(const QString& id, const QString& text);

    Document& m_document;
    Results& m_results;
    const Theme& m_theme;
    RailList* m_pages;
    QLabel* m_dealsTitle;
    RailList* m_deals;
    QLabel* m_scenariosTitle;
    RailList* m_scenarios;
    bool m_filling = false;
};

}  // namespace offtake::ui
