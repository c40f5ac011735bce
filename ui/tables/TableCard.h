#pragma once

#include <QFrame>

#include "core/present/TableSpec.h"

class QLabel;

namespace offtake::ui {

class SpecTableView;
class Theme;

/// A table in a card, as tall as its rows: title, subtitle and caption of the spec around it.
class TableCard : public QFrame {
    Q_OBJECT
public:
    /// `theme` must outlive the card.
    explicit TableCard(const Theme& theme, QWidget* parent = nullptr);

    void setSpec(const present::TableSpec& spec);
    /// Newer figures are on their way.
    void setStale(bool stale);

    [[nodiscard]] SpecTableView* table() const { return m_table; }
    [[nodiscard]] QLabel* title() const { return m_title; }

private:
    QLabel* m_title;
    QLabel* m_subtitle;
    SpecTableView* m_table;
    QLabel* m_caption;
};

}  // namespace offtake::ui
