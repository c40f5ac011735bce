#include "ui/forecast/UseBar.h"

#include <algorithm>
#include <map>

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "core/forecast/ForecastAssumption.h"
#include "core/present/InputName.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {

namespace {

constexpr int kUnitWidth = 112;
constexpr int kFewestLetters = 12;
constexpr QLatin1Char kBetween('\n');  // of the paths of one choice

QLabel* caption(const QString& text, QWidget* buddy) {
    auto* label = new QLabel(text);
    label->setBuddy(buddy);
    return label;
}

}  // namespace

UseBar::UseBar(const Theme& theme, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_what(new QLabel), m_name(new QLineEdit), m_unit(new QLineEdit), m_input(new QComboBox), m_use(new QPushButton),
      m_message(new QLabel), m_undo(new QPushButton(tr("Undo"))), m_fields(new QWidget) {
    setLook(m_what, Look::Section);
    setLook(m_use, Look::Primary);
    setLook(m_undo, Look::Link);
    m_name->setAccessibleName(tr("Name of the assumption"));
    m_unit->setAccessibleName(tr("Unit of the values"));
    m_unit->setPlaceholderText(tr("as the input"));
    m_unit->setFixedWidth(kUnitWidth);
    m_input->setEditable(true);
    m_input->setInsertPolicy(QComboBox::NoInsert);
    m_input->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_input->completer()->setFilterMode(Qt::MatchContains);
    m_input->setAccessibleName(tr("Input that follows the forecast"));
    m_input->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_input->setMinimumContentsLength(kFewestLetters);
    m_input->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_message->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_message->setAccessibleName(tr("Message"));
    auto* fields = new QHBoxLayout(m_fields);
    fields->setContentsMargins(0, 0, 0, 0);
    fields->setSpacing(2 * kGrid);
    fields->addWidget(caption(tr("&Name"), m_name));
    fields->addWidget(m_name, 2);
    fields->addWidget(caption(tr("&Unit"), m_unit));
    fields->addWidget(m_unit);
    fields->addWidget(caption(tr("&Input"), m_input));
    fields->addWidget(m_input, 3);
    auto* row = new QHBoxLayout;
    row->setSpacing(2 * kGrid);
    row->addWidget(m_message, 1);
    row->addWidget(m_undo);
    row->addWidget(m_use);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2 * kGrid);
    column->addWidget(m_what);
    column->addWidget(m_fields);
    column->addLayout(row);
    m_undo->hide();
    connect(m_use, &QPushButton::clicked, this, &UseBar::useRequested);
    connect(m_undo, &QPushButton::clicked, this, &UseBar::undoRequested);
    connect(m_unit, &QLineEdit::editingFinished, this, &UseBar::fillInputs);
    connect(m_input, &QComboBox::currentIndexChanged, this, &UseBar::updateButton);
    // What is written there is what would be used: words that are no input give way to the one that is chosen.
    connect(m_input->lineEdit(), &QLineEdit::editingFinished, this, [this] {
        const int typed = m_input->findText(m_input->lineEdit()->text(), Qt::MatchFixedString);
        if (typed >= 0) {
            m_input->setCurrentIndex(typed);
        }
        m_input->setEditText(m_input->itemText(m_input->currentIndex()));
    });
    setRefits({});
}

void UseBar::setStudy(const study::Study& study) {
    m_study = study;
    fillInputs();
}

void UseBar::fillInputs() {
    const QString before = m_input->currentData().toString();
    const QSignalBlocker quiet(m_input);
    m_input->clear();
    const std::vector<study::Path> all = forecast::inputsFor(m_study, toStd(unit()));
    std::map<std::string, QStringList> byKey;
    for (const study::Path& path : all) {
        m_input->addItem(toQt(present::inputName(m_study, path)), toQt(path.text()));
        byKey[path.key] << toQt(path.text());
    }
    // One forecast is one draw for all that follow it, as one price moves several deals.
    for (const auto& [key, paths] : byKey) {
        if (paths.size() > 1) {
            const auto place = study::findInput(m_study, *study::parsePath(toStd(paths.front())));
            m_input->addItem(tr("All %1: %2").arg(paths.size()).arg(toQt(place->input().label)), paths.join(kBetween));
        }
    }
    m_input->setCurrentIndex(std::max(0, m_input->findData(before)));
    m_input->lineEdit()->setPlaceholderText(m_input->count() == 0 ? tr("no input has this unit") : QString());
    m_input->lineEdit()->setCursorPosition(0);
    updateButton();
}

void UseBar::setRefits(const QString& name) {
    m_refits = name;
    m_what->setText(name.isEmpty() ? tr("Use it in the study").toUpper() : tr("Fit “%1” again").arg(name).toUpper());
    m_fields->setVisible(name.isEmpty());
    m_use->setText(name.isEmpty() ? tr("Use as &assumption") : tr("&Refit"));
    say({}, false);
    setUndoable(false);
    updateButton();
}

void UseBar::setName(const QString& name) {
    m_name->setText(name);
    m_name->setCursorPosition(0);
}

void UseBar::setUnit(const QString& unit) {
    m_unit->setText(unit);
    fillInputs();
}

void UseBar::choose(const study::Path& input) {
    const int index = m_input->findData(toQt(input.text()));
    if (index >= 0) {
        m_input->setCurrentIndex(index);
        m_input->lineEdit()->setCursorPosition(0);
    }
}

void UseBar::setReady(bool ready, const QString& note) {
    m_ready = ready;
    say(note, false);
    updateButton();
}

void UseBar::updateButton() {
    const bool placed = !m_refits.isEmpty() || m_input->currentIndex() >= 0;
    m_use->setEnabled(m_ready && placed);
    m_use->setToolTip(!m_ready ? m_message->text() : placed ? QString() : tr("Give the values a unit that an input by month has."));
}

void UseBar::setUndoable(bool undoable) { m_undo->setVisible(undoable); }

void UseBar::say(const QString& message, bool isError) {
    QPalette palette = m_message->palette();
    palette.setColor(QPalette::WindowText, isError ? m_theme.tokens().negative : m_theme.tokens().text);
    m_message->setPalette(palette);
    m_message->setText(message);
}

QString UseBar::name() const { return m_name->text().trimmed(); }

QString UseBar::unit() const { return m_unit->text().trimmed(); }

std::vector<study::Path> UseBar::inputs() const {
    std::vector<study::Path> paths;
    for (const QString& text : m_input->currentData().toString().split(kBetween, Qt::SkipEmptyParts)) {
        if (const auto path = study::parsePath(toStd(text))) {
            paths.push_back(*path);
        }
    }
    return paths;
}

QString UseBar::inputText() const { return m_input->itemText(m_input->currentIndex()); }

}  // namespace offtake::ui
