#include "ui/pages/WelcomePage.h"

#include <algorithm>

#include <QButtonGroup>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/study/kinds/StudyInputs.h"
#include "data/study/Examples.h"
#include "ui/pages/CardButton.h"
#include "ui/settings/Settings.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Tokens.h"

namespace offtake::ui {

namespace {

constexpr int kLeftWidth = 280;
constexpr int kWidest = 1200;
constexpr int kColumns = 2;
constexpr int kPathRole = Qt::UserRole;
constexpr int kRecentRows = 6;
constexpr std::int64_t kNanosecondsInMillisecond = 1'000'000;

struct QuestionRow {
    const char* audience;
    const char* question;
    const char* shows;
};
constexpr QuestionRow kQuestions[] = {
    {"investor", QT_TRANSLATE_NOOP("offtake::ui::WelcomePage", "Is this deal worth it?"),
     QT_TRANSLATE_NOOP("offtake::ui::WelcomePage", "As an investor: returns, payback, what is firm and what a lender lends on.")},
    {"policy-analyst", QT_TRANSLATE_NOOP("offtake::ui::WelcomePage", "What does openness cost or save?"),
     QT_TRANSLATE_NOOP("offtake::ui::WelcomePage", "As a policy analyst: cost of useful compute, lock-in, concentration, energy.")},
    {"founder", QT_TRANSLATE_NOOP("offtake::ui::WelcomePage", "What do I get for my money, and when?"),
     QT_TRANSLATE_NOOP("offtake::ui::WelcomePage", "As a founder: price per useful hour, worst month of cash, first useful day.")},
};

QLabel* label(const QString& text, Look look) {
    auto* words = new QLabel(text);
    words->setTextFormat(Qt::PlainText);
    words->setWordWrap(true);
    words->setAttribute(Qt::WA_TransparentForMouseEvents);
    setLook(words, look);
    return words;
}

QLabel* section(const QString& text) {
    QLabel* words = label(text, Look::Section);
    words->setContentsMargins(0, 3 * kGrid, 0, 0);
    return words;
}

QVBoxLayout* column(QWidget* widget, int margin, int spacing) {
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(margin, margin, margin, margin);
    layout->setSpacing(spacing);
    return layout;
}

/// "3 deals · 42 months · 4 scenarios".
QString factsOf(const study::Study& study) {
    const auto count = [&](study::Role role) { return static_cast<int>(study.root().childrenOf(role).size()); };
    const int months = static_cast<int>(study.root().get(study::kHorizon).number());
    QStringList facts{counted(count(study::Role::Deal), WelcomePage::tr("%1 deal"), WelcomePage::tr("%1 deals")),
                      counted(months, WelcomePage::tr("%1 month"), WelcomePage::tr("%1 months"))};
    if (const int scenarios = count(study::Role::Scenario); scenarios > 0) {
        facts << counted(scenarios, WelcomePage::tr("%1 scenario"), WelcomePage::tr("%1 scenarios"));
    }
    return facts.join(QStringLiteral("  ·  "));
}

CardButton* card(const QString& title, const QString& text, const QString& facts) {
    auto* button = new CardButton;
    auto* layout = column(button, 3 * kGrid, kGrid);
    layout->addWidget(label(title, Look::CardTitle));
    layout->addWidget(label(text, Look::Muted));
    layout->addStretch(1);
    if (!facts.isEmpty()) {
        layout->addWidget(label(facts, Look::Muted));
    }
    button->setAccessibleName(title);
    button->setAccessibleDescription(text);
    return button;
}

}  // namespace

WelcomePage::WelcomePage(Settings& settings, QWidget* parent)
    : QScrollArea(parent), m_settings(settings), m_recovered(new QWidget), m_recoveredRows(nullptr), m_recentTitle(nullptr),
      m_recent(new QListWidget), m_questions(new QButtonGroup(this)) {
    setWidgetResizable(true);
    setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::NoFocus);
    auto* body = new QWidget;
    body->setMaximumWidth(kWidest);
    auto* grid = new QGridLayout(body);
    grid->setContentsMargins(8 * kGrid, 6 * kGrid, 8 * kGrid, 6 * kGrid);
    grid->setHorizontalSpacing(10 * kGrid);
    grid->setVerticalSpacing(kGrid);
    QLabel* title = label(QStringLiteral("Offtake"), Look::PageTitle);
    QFont large = title->font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    title->setFont(large);
    grid->addWidget(title, 0, 0, 1, 2);
    grid->addWidget(label(tr("Compare deals for compute: what they cost, what they bind, what they rest on."), Look::Muted), 1, 0, 1, 2);

    auto* left = new QWidget;
    left->setFixedWidth(kLeftWidth);
    auto* leftColumn = column(left, 0, 2 * kGrid);
    leftColumn->addWidget(makeStart());
    m_recoveredRows = column(m_recovered, 0, 2 * kGrid);
    leftColumn->addWidget(m_recovered);
    m_recentTitle = section(tr("RECENT"));
    leftColumn->addWidget(m_recentTitle);
    leftColumn->addWidget(m_recent);
    leftColumn->addStretch(1);
    grid->addWidget(left, 2, 0);

    auto* right = new QWidget;
    auto* rightColumn = column(right, 0, 2 * kGrid);
    rightColumn->addWidget(makeExamples());
    rightColumn->addWidget(makeQuestions());
    rightColumn->addStretch(1);
    grid->addWidget(right, 2, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(2, 1);
    setWidget(body);

    m_recent->setAccessibleName(tr("Recent studies"));
    m_recent->setFrameShape(NoFrame);
    m_recent->setTabKeyNavigation(false);
    m_recent->installEventFilter(this);
    connect(m_recent, &QListWidget::itemClicked, this, &WelcomePage::openRecent);
    setRecoveries({});
    refresh();
}

QWidget* WelcomePage::makeStart() {
    auto* widget = new QWidget;
    auto* layout = column(widget, 0, 2 * kGrid);
    layout->addWidget(section(tr("START")));
    struct Row {
        QString text;
        QString name;
        void (WelcomePage::*signal)();
        bool primary;
    };
    for (const Row& row : {Row{tr("New comparison"), QStringLiteral("new"), &WelcomePage::newRequested, true},
                           Row{tr("Open a study…"), QStringLiteral("open"), &WelcomePage::openRequested, false},
                           Row{tr("Five-minute tour"), QStringLiteral("tour"), &WelcomePage::tourRequested, false}}) {
        auto* button = new QPushButton(row.text);
        button->setObjectName(row.name);
        if (row.primary) {
            setLook(button, Look::Primary);
        }
        connect(button, &QPushButton::clicked, this, row.signal);
        layout->addWidget(button);
    }
    return widget;
}

QWidget* WelcomePage::makeExamples() {
    auto* widget = new QWidget;
    auto* layout = column(widget, 0, 2 * kGrid);
    layout->addWidget(section(tr("EXAMPLES, EACH OPENS AS A COPY")));
    auto* grid = new QGridLayout;
    grid->setSpacing(3 * kGrid);
    int number = 0;
    for (const study::Example& example : study::listExamples()) {
        const auto opened = study::openExample(example.id);
        CardButton* button = card(toQt(example.name), toQt(example.description), opened ? factsOf(*opened) : QString());
        button->setObjectName(QStringLiteral("example-") + toQt(example.id));
        connect(button, &CardButton::clicked, this, [this, id = toQt(example.id)] { Q_EMIT studyRequested(id); });
        grid->addWidget(button, number / kColumns, number % kColumns);
        ++number;
    }
    for (int i = 0; i < kColumns; ++i) {
        grid->setColumnStretch(i, 1);
    }
    layout->addLayout(grid);
    return widget;
}

QWidget* WelcomePage::makeQuestions() {
    auto* widget = new QWidget;
    auto* layout = column(widget, 0, 2 * kGrid);
    layout->addWidget(section(tr("WHAT DO YOU WANT TO KNOW?")));
    auto* row = new QHBoxLayout;
    row->setSpacing(3 * kGrid);
    m_questions->setExclusive(true);
    for (const QuestionRow& question : kQuestions) {
        CardButton* button = card(tr(question.question), tr(question.shows), {});
        button->setObjectName(QStringLiteral("question-") + QLatin1String(question.audience));
        button->setCheckable(true);
        button->setChecked(m_settings.audience() == QLatin1String(question.audience));
        m_questions->addButton(button);
        connect(button, &CardButton::clicked, this, [this, key = QString::fromLatin1(question.audience)] {
            m_settings.setAudience(key);
            Q_EMIT audienceChosen(key);
        });
        row->addWidget(button, 1);
    }
    layout->addLayout(row);
    layout->addWidget(label(tr("The choice puts these figures first on the Compare page; all others stay a menu away."), Look::Muted));
    return widget;
}

void WelcomePage::setRecoveries(const std::vector<document::Recovery>& recoveries) {
    while (QLayoutItem* item = m_recoveredRows->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    m_recovered->setVisible(!recoveries.empty());
    if (recoveries.empty()) {
        return;
    }
    m_recoveredRows->addWidget(section(tr("RECOVERED AFTER A CRASH")));
    for (const document::Recovery& recovery : recoveries) {
        const QString name = recovery.document.empty() ? tr("A study that was never saved") : QFileInfo(toQt(recovery.document)).fileName();
        const QString when = QLocale().toString(
            QDateTime::fromMSecsSinceEpoch(recovery.modifiedNs / kNanosecondsInMillisecond), QLocale::ShortFormat);
        auto* frame = new QFrame;
        setLook(frame, Look::Card);
        auto* layout = column(frame, 3 * kGrid, kGrid);
        layout->addWidget(label(name, Look::CardTitle));
        layout->addWidget(label(tr("Edits up to %1").arg(when), Look::Muted));
        auto* buttons = new QHBoxLayout;
        auto* open = new QPushButton(tr("Open"));
        open->setAccessibleName(tr("Open the recovered %1").arg(name));
        auto* discard = new QPushButton(tr("Delete"));
        setLook(discard, Look::Link);
        discard->setAccessibleName(tr("Delete the recovered %1").arg(name));
        connect(open, &QPushButton::clicked, this, [this, recovery] { Q_EMIT recoveryRequested(recovery); });
        connect(discard, &QPushButton::clicked, this, [this, recovery] { Q_EMIT recoveryDeclined(recovery); });
        buttons->addWidget(open);
        buttons->addWidget(discard);
        buttons->addStretch(1);
        layout->addLayout(buttons);
        m_recoveredRows->addWidget(frame);
    }
}

void WelcomePage::refresh() {
    m_recent->clear();
    const QString home = QDir::homePath();
    for (const QString& path : m_settings.recentFiles()) {
        const QFileInfo info(path);
        QString folder = info.absolutePath();
        if (folder.startsWith(home)) {
            folder.replace(0, home.size(), QStringLiteral("~"));
        }
        const QString name = info.exists() ? info.fileName() : tr("%1 (missing)").arg(info.fileName());
        auto* item = new QListWidgetItem(QStringLiteral("%1\n%2").arg(name, folder), m_recent);
        item->setData(kPathRole, path);
        item->setToolTip(info.exists() ? path : tr("%1 is not there any more. Del removes it from the list.").arg(path));
        if (!info.exists()) {
            item->setForeground(palette().color(QPalette::PlaceholderText));
        }
    }
    const int rows = std::min(m_recent->count(), kRecentRows);
    m_recent->setFixedHeight(rows == 0 ? 0 : rows * m_recent->sizeHintForRow(0) + 2);
    m_recent->setVisible(rows > 0);
    m_recentTitle->setVisible(rows > 0);
}

void WelcomePage::openRecent() {
    if (m_recent->currentItem() != nullptr) {
        Q_EMIT studyRequested(m_recent->currentItem()->data(kPathRole).toString());
    }
}

bool WelcomePage::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_recent && event->type() == QEvent::KeyPress && m_recent->currentItem() != nullptr) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            openRecent();
            return true;
        }
        if (key == Qt::Key_Delete) {
            m_settings.removeRecentFile(m_recent->currentItem()->data(kPathRole).toString());
            refresh();
            return true;
        }
    }
    return QScrollArea::eventFilter(watched, event);
}

}  // namespace offtake::ui
