#include "ui/window/ProblemsPanel.h"

#include <QHeaderView>

#include "ui/document/Document.h"
#include "ui/text/Text.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {

namespace {

constexpr int kRowRole = Qt::UserRole;
constexpr int kWordsWidth = 520;
constexpr int kPlaceWidth = 280;

}  // namespace

QString placeName(const Document& document, const study::Path& path) {
    QStringList names;
    study::Path at;
    for (const study::Path::Step& step : path.steps) {
        at.steps.push_back(step);
        const auto element = study::findElement(document.study(), at);
        if (!element) {
            return toQt(path.text());
        }
        names << toQt((*element)->displayName());
    }
    if (!path.key.empty()) {
        const auto place = study::findInput(document.study(), path);
        names << toQt(place ? place->input().label : std::string_view(path.key));
    }
    return names.isEmpty() ? toQt(path.text()) : names.join(QStringLiteral(" › "));
}

ProblemsPanel::ProblemsPanel(const Document& document, const Theme& theme, QWidget* parent)
    : QTreeWidget(parent), m_document(document), m_theme(theme) {
    setAccessibleName(tr("Problems"));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setHeaderLabels({tr("Kind"), tr("What"), tr("Where"), tr("What to do")});
    setColumnWidth(1, kWordsWidth);
    setColumnWidth(2, kPlaceWidth);
    header()->setStretchLastSection(true);
    setTabKeyNavigation(false);
    const auto go = [this](const QTreeWidgetItem* item) {
        const auto& problems = m_document.problems();
        const auto row = static_cast<std::size_t>(item->data(0, kRowRole).toUInt());
        if (item->data(0, kRowRole).isValid() && row < problems.size()) {
            Q_EMIT inputRequested(problems[row].path);
        }
    };
    connect(this, &QTreeWidget::itemActivated, this, go);
    connect(this, &QTreeWidget::itemClicked, this, go);
    connect(&document, &Document::changed, this, &ProblemsPanel::fill);
    connect(&theme, &Theme::changed, this, &ProblemsPanel::fill);
    fill();
}

void ProblemsPanel::fill() {
    clear();
    unsigned row = 0;
    for (const study::Problem& problem : m_document.problems()) {
        const bool error = problem.severity == study::Problem::Severity::Error;
        auto* item = new QTreeWidgetItem(this);
        item->setText(0, error ? tr("Error") : tr("Note"));
        item->setIcon(0, icon(error ? QStringLiteral("error") : QStringLiteral("info"), m_theme.tokens()));
        item->setText(1, said(problem.error.reason));
        item->setText(2, placeName(m_document, problem.path));
        item->setText(3, said(problem.error.remedy));
        for (int column = 1; column < columnCount(); ++column) {
            item->setToolTip(column, item->text(column));
        }
        item->setData(0, kRowRole, row++);
    }
    if (row == 0) {
        auto* none = new QTreeWidgetItem(this, {QString(), tr("No problems: every input is within its bounds.")});
        none->setFlags(Qt::ItemIsEnabled);
    }
    resizeColumnToContents(0);
}

}  // namespace offtake::ui
