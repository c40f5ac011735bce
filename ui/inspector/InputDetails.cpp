#include "ui/inspector/InputDetails.h"

#include <cmath>

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/present/InputField.h"
#include "core/present/SpreadSketch.h"
#include "core/present/SpreadText.h"
#include "core/study/CheckUncertainty.h"
#include "core/study/Assumption.h"
#include "core/study/EditBuilders.h"
#include "core/study/Remedies.h"
#include "core/study/ValueText.h"
#include "core/study/kinds/StudyInputs.h"
#include "ui/document/Document.h"
#include "ui/inspector/FactList.h"
#include "ui/inspector/SourceEditor.h"
#include "ui/inspector/SpreadSketchView.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {

using namespace study;

namespace {

constexpr double kValueScale = 1.45;
constexpr double kWideOpen = 1e100;  // bounds beyond this say nothing

QLabel* label(QWidget* parent) {
    auto* made = new QLabel(parent);
    made->setWordWrap(true);
    made->setTextFormat(Qt::PlainText);
    made->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return made;
}

QLabel* section(const QString& text, QWidget* parent) {
    auto* made = new QLabel(text.toUpper(), parent);
    setLook(made, Look::Section);
    return made;
}

QString textOf(const Input& input, double number) {
    Value value;
    value.numbers = {number};
    return toQt(valueText(input, value));
}

void setColour(QLabel* some, const QColor& colour) {
    QPalette palette = some->palette();
    palette.setColor(QPalette::WindowText, colour);
    some->setPalette(palette);
}

/// "Fixed capacity fee · Colossus 2 · SpaceX lease".
QString whereText(const Study& study, const Path& path) {
    QStringList names;
    for (Path at{path.steps, {}}; !at.steps.empty(); at = at.parent()) {
        if (const auto element = findElement(study, at)) {
            names << toQt((*element)->displayName());
        }
    }
    return names.isEmpty() ? InputDetails::tr("The study") : names.join(QStringLiteral(" · "));
}

}  // namespace

InputDetails::InputDetails(Document& document, const catalogue::Catalogue& facts, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_document(document), m_theme(theme), m_title(label(this)), m_where(label(this)), m_value(label(this)), m_unit(label(this)),
      m_problem(label(this)), m_hint(label(this)),
      m_sketch(new SpreadSketchView(theme, this)), m_remedyPart(new QWidget(this)), m_help(label(this)), m_limits(new QWidget(this)), m_limitRows(new QGridLayout(m_limits)),
      m_reset(new QPushButton(tr("Set to default"), this)), m_forecast(new QPushButton(this)), m_source(new SourceEditor(document, this)), m_factPart(new QWidget(this)),
      m_facts(new FactList(document, facts, m_factPart)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4 * kGrid, 4 * kGrid, 4 * kGrid, 4 * kGrid);
    layout->setSpacing(2 * kGrid);
    setLook(m_title, Look::CardTitle);
    setLook(m_where, Look::Muted);
    setLook(m_unit, Look::Muted);
    setLook(m_hint, Look::Quote);
    QFont large = m_value->font();
    large.setPointSizeF(large.pointSizeF() * kValueScale);
    large.setWeight(QFont::DemiBold);
    m_value->setFont(large);
    m_value->setAccessibleName(tr("Value"));
    auto* remedies = new QVBoxLayout(m_remedyPart);
    remedies->setContentsMargins(0, 0, 0, 0);
    remedies->setSpacing(kGrid);
    m_limitRows->setContentsMargins(0, 0, 0, 0);
    m_limitRows->setVerticalSpacing(kGrid);
    m_limitRows->setColumnStretch(1, 1);
    for (QWidget* part : {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_where), static_cast<QWidget*>(m_value), static_cast<QWidget*>(m_unit),
                          static_cast<QWidget*>(m_problem), m_remedyPart, static_cast<QWidget*>(m_sketch), static_cast<QWidget*>(m_hint), static_cast<QWidget*>(m_help), m_limits}) {
        layout->addWidget(part);
    }
    auto* actions = new QHBoxLayout;
    actions->setSpacing(2 * kGrid);
    actions->addWidget(m_reset);
    actions->addWidget(m_forecast);
    actions->addStretch(1);
    layout->addLayout(actions);
    layout->addSpacing(2 * kGrid);
    layout->addWidget(section(tr("Source and note"), this));
    layout->addWidget(m_source);
    auto* factLayout = new QVBoxLayout(m_factPart);
    factLayout->setContentsMargins(0, 2 * kGrid, 0, 0);
    factLayout->setSpacing(2 * kGrid);
    factLayout->addWidget(section(tr("Known figures"), m_factPart));
    factLayout->addWidget(m_facts);
    layout->addWidget(m_factPart);
    layout->addStretch(1);
    connect(m_reset, &QPushButton::clicked, this, [this] {
        const auto edit = resetToDefault(m_document.study(), m_path);
        const Expected<void> done = edit ? m_document.apply(*edit) : Expected<void>(tl::unexpected(edit.error()));
        if (!done) {
            Q_EMIT failed(saidWithoutSubject(done.error()));
        }
    });
    connect(m_forecast, &QPushButton::clicked, this, [this] { Q_EMIT forecastRequested(m_forecastOf); });
    connect(m_source, &SourceEditor::failed, this, &InputDetails::failed);
    connect(m_facts, &FactList::failed, this, &InputDetails::failed);
}

void InputDetails::setInput(const Path& path) {
    m_path = path;
    m_source->setInput(path);
    const auto place = findInput(m_document.study(), path);
    const bool takesFacts = place && (place->input().shape == Shape::Number || place->input().shape == Shape::Path);
    m_factPart->setVisible(takesFacts);
    if (takesFacts) {
        m_facts->setInput(path);
    }
    refresh();
}

bool InputDetails::refresh() {
    const auto place = findInput(m_document.study(), m_path);
    if (!place) {
        return false;
    }
    const Input& input = place->input();
    const Value& value = place->value();
    const Value* const values[] = {&value};
    const int magnitude = present::fieldMagnitude(input, values);
    const QString shown = toQt(present::fieldText(m_document.study(), input, value, magnitude));
    m_title->setText(toQt(input.label));
    m_where->setText(whereText(m_document.study(), m_path));
    m_value->setText(shown.isEmpty() ? tr("empty") : shown);
    m_unit->setText(toQt(present::fieldUnit(input, magnitude)));
    m_unit->setVisible(!m_unit->text().isEmpty());
    m_help->setText(toQt(input.help));
    const QString spread = toQt(present::spreadText(input, value));
    m_hint->setVisible(!spread.isEmpty());
    const QString central = value.numbers.size() == 1 ? tr("calculated with %1").arg(textOf(input, value.number())) : tr("calculated with the values above");
    m_hint->setText(tr("%1; %2. Type one number, “5 to 9”, “62 ± 4” or “tri(5, 6, 9)”.").arg(spread, central));
    showLimits(*place);
    showSpread(*place);
    showProblems();
    m_reset->setEnabled(!(value == fallbackOf(input)));
    showForecast(*place);
    m_source->refresh();
    return true;
}

void InputDetails::showLimits(const InputPlace& place) {
    while (QLayoutItem* item = m_limitRows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const Input& input = place.input();
    int row = 0;
    const auto add = [&](const QString& what, const QString& said) {
        auto* name = label(m_limits);
        setLook(name, Look::Muted);
        name->setText(what);
        name->setWordWrap(false);
        auto* text = label(m_limits);
        text->setText(said);
        text->setAlignment(Qt::AlignRight | Qt::AlignTop);
        m_limitRows->addWidget(name, row, 0, Qt::AlignTop);
        m_limitRows->addWidget(text, row, 1);
        ++row;
    };
    const QString byDefault = toQt(present::fieldText(m_document.study(), input, fallbackOf(input), 0));
    if (!byDefault.isEmpty()) {
        add(tr("Default"), input.numeric() ? textOf(input, input.fallback) : byDefault);
    }
    if (input.numeric() && std::abs(input.high) < kWideOpen) {
        add(tr("Allowed"), tr("%1 to %2").arg(textOf(input, input.low), textOf(input, input.high)));
    }
    if (!std::isnan(input.plausibleLow)) {
        add(tr("Usual"), tr("%1 to %2").arg(textOf(input, input.plausibleLow), textOf(input, input.plausibleHigh)));
    }
    if (input.neutral && input.shape != Shape::Date) {
        add(tr("Does nothing at"), textOf(input, *input.neutral));
    }
    if (!input.reference.empty()) {
        add(tr("Reference"), toQt(input.reference));
    }
    m_limits->setVisible(row > 0);
}

void InputDetails::showForecast(const InputPlace& place) {
    const Element* followed = m_document.study().root().child(Role::Assumption, place.value().assumption);
    const Element* own = place.element->kind == &kForecastKind ? place.element : followed != nullptr && isForecast(*followed) ? followed : nullptr;
    const bool takes = place.input().shape == Shape::Path && place.input().continuous();
    m_forecastOf = toQt((own != nullptr ? Path{}.child(Role::Assumption, own->id) : m_path).text());
    m_forecast->setText(own != nullptr ? tr("Refit…") : tr("Forecast from data…"));
    m_forecast->setVisible(own != nullptr || takes);
}

void InputDetails::showSpread(const InputPlace& place) {
    const Input& input = place.input();
    const Value& value = place.value();
    m_sketch->setSketch(present::spreadSketch(input, value));
    for (QPushButton* remedy : m_remedies) {
        remedy->deleteLater();  // it may be the one that was pressed
    }
    m_remedies.clear();
    const bool sound = input.continuous() && value.assumption.empty() && checkUncertainty(input, value, m_path.text());
    for (const Remedy& remedy : sound ? remediesOf(input, value) : std::vector<Remedy>()) {
        auto* button = new QPushButton(toQt(remedy.words), m_remedyPart);
        button->setToolTip(tr("Can be undone"));
        connect(button, &QPushButton::clicked, this, [this, value = remedy.value] {
            if (const auto done = m_document.apply({SetValue{m_path, value}}); !done) {
                Q_EMIT failed(saidWithoutSubject(done.error()));
            }
        });
        m_remedyPart->layout()->addWidget(button);
        m_remedies.push_back(button);
    }
    m_remedyPart->setVisible(!m_remedies.empty());
}

void InputDetails::showProblems() {
    QStringList said;
    bool isError = false;
    for (const Problem& problem : m_document.problems()) {
        if (problem.path == m_path) {
            said << saidWithoutSubject(problem.error);
            isError = isError || problem.severity == Problem::Severity::Error;
        }
    }
    m_problem->setText(said.join(QLatin1Char('\n')));
    m_problem->setVisible(!said.isEmpty());
    setColour(m_problem, isError ? m_theme.tokens().negative : m_theme.tokens().warning);
}

QString InputDetails::text() const {
    QStringList all;
    for (const QLabel* some : findChildren<QLabel*>()) {
        if (!some->isHidden() && !some->text().isEmpty()) {
            all << some->text();
        }
    }
    return all.join(QLatin1Char('\n'));
}

}  // namespace offtake::ui
