#include "ui/pages/GoalSeek.h"

#include <algorithm>
#include <cmath>

#include <QComboBox>
#include <QCompleter>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/present/DealNames.h"
#include "core/present/InputName.h"
#include "core/present/UncertaintyText.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Tokens.h"

namespace offtake::ui {
namespace {

constexpr int kWidth = 480;

QString numberText(const risk::BreakEven& found, double number) { return toQt(risk::numberOf(found.knob, number)); }

}  // namespace

GoalSeek::GoalSeek(const Results& results, QWidget* parent)
    : QDialog(parent), m_results(results), m_question(new QLabel), m_input(new QComboBox), m_answer(new QLabel), m_takeRows(new QVBoxLayout),
      m_job([this](const auto& outcome, std::chrono::nanoseconds) { tell(outcome); }) {
    setWindowTitle(tr("Goal seek"));
    setMinimumWidth(kWidth);
    setLook(m_question, Look::CardTitle);
    setLook(m_answer, Look::Quote);
    m_answer->setWordWrap(true);
    m_answer->setTextFormat(Qt::PlainText);
    m_answer->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_input->setEditable(true);
    m_input->setInsertPolicy(QComboBox::NoInsert);
    m_input->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_input->completer()->setFilterMode(Qt::MatchContains);
    m_input->setAccessibleName(tr("Input to move"));
    auto* label = new QLabel(tr("&Input to move"));
    label->setBuddy(m_input);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(4 * kGrid, 4 * kGrid, 4 * kGrid, 4 * kGrid);
    column->setSpacing(2 * kGrid);
    column->addWidget(m_question);
    column->addWidget(label);
    column->addWidget(m_input);
    column->addWidget(m_answer);
    column->addLayout(m_takeRows);
    column->addStretch(1);
    column->addWidget(buttons);
    connect(m_input, &QComboBox::activated, this, &GoalSeek::seek);
    connect(&results, &Results::resultChanged, this, [this](const ResultPointer& result) {
        const std::size_t deals = result ? result->deals.size() : 0;
        if (m_figure.deal >= deals || m_figure.against.value_or(0) >= deals) {
            close();
        } else if (isVisible()) {
            seek();
        }
    });
}

void GoalSeek::ask(const risk::Figure& figure, const QString& input) {
    m_figure = figure;
    m_question->setText(tr("Where are %1 and %2 equal in %3?")
                            .arg(toQt(present::dealLetter(figure.against.value_or(figure.deal))), toQt(present::dealLetter(figure.deal)),
                                 toQt(economics::infoOf(figure.metric).label).toLower()));
    fillInputs();
    if (const int index = m_input->findData(input); index >= 0) {
        m_input->setCurrentIndex(index);
    }
    show();
    raise();
    activateWindow();
    m_input->setFocus(Qt::OtherFocusReason);
    seek();
}

void GoalSeek::fillInputs() {
    m_input->clear();
    if (!m_results.result()) {
        return;
    }
    using study::Role;
    const study::Study& study = m_results.result()->study;
    study::walk(study.root(), {}, [&](const study::Path& path, const study::Element& element) {
        const Role role = element.kind->role;
        const bool counts = role == Role::Deal || role == Role::Tranche || role == Role::Clause || role == Role::Loan || role == Role::Party ||
                            role == Role::Assumption;
        for (std::size_t i = 0; counts && i < element.kind->inputs.size(); ++i) {
            const study::Input& input = *element.kind->inputs[i];
            const bool numeric = input.shape == study::Shape::Number || input.shape == study::Shape::Path;
            if (numeric && element.values[i].assumption.empty()) {
                const study::Path place = path.input(input.key);
                m_input->addItem(toQt(present::inputName(study, place)), toQt(place.text()));
            }
        }
    });
}

void GoalSeek::seek() {
    for (QPushButton* take : m_takes) {
        take->deleteLater();  // it may be the one that asked
    }
    m_takes.clear();
    const ResultPointer result = m_results.result();
    const std::string input = toStd(m_input->currentData().toString());
    if (!result || input.empty()) {
        m_answer->setText(tr("There is no input to move."));
        return;
    }
    m_answer->setText(tr("Looking over the range of the input…"));
    m_job.start([result, figure = m_figure, input](const parallel::RunContext&) -> Expected<risk::BreakEven> {
        auto evaluator = risk::Evaluator::of(result->study);
        if (!evaluator) {
            return tl::unexpected(evaluator.error());
        }
        return risk::breakEven(*evaluator, {figure, 0.0, input});
    });
}

QString GoalSeek::sentenceOf(const risk::BreakEven& found, const risk::BreakEvenRoot& root) const {
    const QString at = numberText(found, root.input);
    switch (root.kind) {
        case risk::BreakEvenRoot::Kind::Crossing: {
            // Rising: above the root the deal has more of the metric than the other.
            const bool lowerWins = economics::infoOf(m_figure.metric).better == economics::Better::Lower;
            const std::size_t winner = root.rising != lowerWins ? m_figure.deal : m_figure.against.value_or(m_figure.deal);
            return tr("Equal at %1; above it %2 is %3.").arg(at, toQt(present::dealLetter(winner)), toQt(present::favouredWord(m_figure.metric)));
        }
        case risk::BreakEvenRoot::Kind::Touch:
            return tr("Equal at %1 alone; on both sides the same deal is ahead.").arg(at);
        case risk::BreakEvenRoot::Kind::Stretch:
            return tr("Equal from %1 to %2.").arg(at, numberText(found, root.until));
    }
    return {};
}

void GoalSeek::tell(const Expected<std::shared_ptr<const risk::BreakEven>>& outcome) {
    if (!outcome) {
        m_answer->setText(saidWithoutSubject(outcome.error()));
        return;
    }
    const risk::BreakEven& found = **outcome;
    QStringList lines;
    for (const risk::BreakEvenRoot& root : found.roots) {
        lines << sentenceOf(found, root);
        auto* take = new QPushButton(tr("Set it to %1").arg(numberText(found, root.input)));
        connect(take, &QPushButton::clicked, this, [this, knob = found.knob, number = root.input] {
            study::Value value = knob.value;
            value.numbers = {knob.whole ? std::round(number) : number};
            Q_EMIT editRequested({study::SetValue{knob.path, value}});
        });
        m_takes.push_back(take);
        m_takeRows->addWidget(take, 0, Qt::AlignLeft);
    }
    for (const risk::BreakEvenJump& jump : found.jumps) {
        lines << tr("At %1 the lead changes by a jump, without a value at which both are equal.").arg(numberText(found, jump.input));
    }
    if (found.roots.empty()) {
        lines << tr("Between %1 and %2 there is no value at which both are equal; they come nearest at %3.")
                     .arg(numberText(found, found.range.from), numberText(found, found.range.to), numberText(found, found.closest.input));
    }
    m_answer->setText(lines.join(QLatin1Char('\n')));
}

}  // namespace offtake::ui
