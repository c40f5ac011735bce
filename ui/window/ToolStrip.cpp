#include "ui/window/ToolStrip.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>

#include "core/study/Element.h"
#include "core/study/kinds/StudyInputs.h"
#include "ui/commands/Commands.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Tokens.h"
#include "ui/widgets/FlatChoice.h"

namespace offtake::ui {

namespace {

constexpr int kSearchWidth = 300;

}  // namespace

ToolStrip::ToolStrip(const Commands& commands, const Theme& theme, QWidget* parent) : QFrame(parent), m_sizing(new FlatChoice(theme, tr("Sized:"))) {
    setLook(this, Look::Strip);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(3 * kGrid, kGrid, 3 * kGrid, kGrid);
    row->setSpacing(2 * kGrid);
    for (const CommandId id : {CommandId::Undo, CommandId::Redo}) {
        auto* button = new QToolButton;
        button->setDefaultAction(commands.action(id));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
    }
    m_sizing->setToolTip(toQt(study::kSizing.help));
    row->addWidget(m_sizing);
    row->addStretch(1);
    QAction* palette = commands.action(CommandId::Palette);
    auto* search = new QPushButton(tr("Search inputs, results, actions   %1").arg(palette->shortcut().toString(QKeySequence::NativeText)));
    search->setObjectName("search");
    search->setMinimumWidth(kSearchWidth);
    connect(search, &QPushButton::clicked, palette, &QAction::trigger);
    row->addWidget(search);
    connect(m_sizing, &FlatChoice::activated, this, [this] { Q_EMIT sizingChosen(m_sizing->chosen()); });
}

void ToolStrip::setStudy(const study::Study& study, bool isOpen) {
    QList<std::pair<QString, QString>> sizes;
    for (const study::Choice& choice : study::kSizing.choices) {
        sizes.emplace_back(toQt(choice.label), toQt(choice.key));
    }
    m_sizing->setOptions(sizes, toQt(study.root().choice(study::kSizing)));
    m_sizing->setVisible(isOpen);
}

}  // namespace offtake::ui
