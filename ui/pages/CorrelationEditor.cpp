#include "ui/pages/CorrelationEditor.h"

#include <algorithm>

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <QWheelEvent>

#include "core/present/InputName.h"
#include "core/present/NumberText.h"
#include "core/study/EditBuilders.h"
#include "core/study/kinds/StudyInputs.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {
namespace {

constexpr double kStep = 0.05;
constexpr int kDecimals = 2;
constexpr double kFirstRank = 0.5;
constexpr int kFewestLetters = 8;

/// The wheel scrolls the page and changes no number.
template <typename Widget>
class Still : public Widget {
public:
    using Widget::Widget;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

study::Path pathOf(const std::string& id) { return study::Path{}.child(study::Role::Correlation, id); }

study::Edit insertion(const std::string& id, std::size_t place, const std::string& first, const std::string& second, double rank) {
    study::Element pair = study::makeElement(study::kCorrelationKind, id);
    study::with(pair, study::kCorrelated, first);
    study::with(pair, study::kCorrelatedWith, second);
    study::with(pair, study::kRankCorrelation, rank);
    return {study::InsertElement{study::Path{}, place, std::make_shared<const study::Element>(std::move(pair))}};
}

study::Value textValue(const std::string& text) {
    study::Value value;
    value.text = text;
    return value;
}

}  // namespace

CorrelationEditor::CorrelationEditor(const Theme&, QWidget* parent)
    : QFrame(parent), m_rows(new QVBoxLayout), m_nothing(new QLabel), m_repairs(new QLabel), m_add(new QPushButton(tr("Add a correlation"))),
      m_repair(new QPushButton(tr("Put these into the study"))) {
    setLook(this, Look::Card);
    setAccessibleName(tr("Correlated inputs"));
    auto* title = new QLabel(tr("Correlated inputs"));
    setLook(title, Look::CardTitle);
    auto* note = new QLabel(tr("Rank correlation of two uncertain inputs, −1 to 1; others move by themselves"));
    for (QLabel* label : {note, m_nothing, m_repairs}) {
        setLook(label, Look::Muted);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    setLook(m_repairs, Look::Quote);
    setLook(m_add, Look::Link);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(3 * kGrid, 3 * kGrid, 3 * kGrid, 3 * kGrid);
    column->setSpacing(kGrid);
    column->addWidget(title);
    column->addWidget(note);
    column->addWidget(m_nothing);
    m_rows->setSpacing(kGrid);
    column->addLayout(m_rows);
    column->addWidget(m_repairs);
    column->addWidget(m_repair, 0, Qt::AlignLeft);
    column->addWidget(m_add, 0, Qt::AlignLeft);
    column->addStretch(1);
    m_repairs->hide();
    m_repair->hide();
    connect(m_repair, &QPushButton::clicked, this, &CorrelationEditor::takeRepairs);
    connect(m_add, &QPushButton::clicked, this, &CorrelationEditor::addPair);
}

void CorrelationEditor::show(const study::Study& study, const study::Plan& plan, const std::vector<risk::CorrelationRepair>& repairs) {
    m_study = study;
    m_candidates.clear();
    for (const study::RandomInput& random : plan.random) {
        QString name = toQt(present::inputName(study, random.path));
        if (random.part == study::RandomInput::Part::Process) {
            name = tr("%1 (by month)").arg(name);
        }
        m_candidates.push_back({name, random.path.text(), random.part});
    }
    const auto pairs = study.root().childrenOf(study::Role::Correlation);
    const bool sameRows = std::equal(m_lines.begin(), m_lines.end(), pairs.begin(), pairs.end(),
                                     [](const Line& line, const study::ElementPtr& pair) { return line.id == pair->id; });
    if (!sameRows) {
        for (const Line& line : m_lines) {
            line.box->deleteLater();  // it may be the one that asked
        }
        m_lines.clear();
        for (const study::ElementPtr& pair : pairs) {
            m_lines.push_back(makeLine(pair->id));
            m_rows->addWidget(m_lines.back().box);
        }
    }
    m_filling = true;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        fillChoice(m_lines[i].first, pairs[i]->get(study::kCorrelated).text);
        fillChoice(m_lines[i].second, pairs[i]->get(study::kCorrelatedWith).text);
        m_lines[i].rank->setValue(pairs[i]->get(study::kRankCorrelation).number());
    }
    m_filling = false;
    m_nothing->setVisible(pairs.empty());
    m_nothing->setText(m_candidates.size() < 2 ? tr("It takes two uncertain inputs.") : tr("None: every input moves by itself."));
    m_add->setEnabled(m_candidates.size() >= 2);
    QStringList changed;
    for (const risk::CorrelationRepair& repair : repairs) {
        if (repair.first < m_candidates.size() && repair.second < m_candidates.size()) {
            changed << tr("%1 and %2: %3 in place of %4")
                           .arg(m_candidates[repair.first].name, m_candidates[repair.second].name, toQt(present::numberText(repair.used, {kDecimals, false, true})),
                                toQt(present::numberText(repair.stated, {kDecimals, false, true})));
        }
    }
    m_repairs->setText(tr("These correlations cannot all hold at once; the nearest that can were used. %1.").arg(changed.join(QStringLiteral("; "))));
    m_repairs->setVisible(!changed.isEmpty());
    m_used = repairs;
    m_repair->setVisible(!changed.isEmpty());
}

void CorrelationEditor::focusFirst() {
    QWidget* first = m_lines.empty() ? static_cast<QWidget*>(m_add) : m_lines.front().first;
    first->setFocus(Qt::OtherFocusReason);
}

CorrelationEditor::Line CorrelationEditor::makeLine(const std::string& id) {
    Line line;
    line.id = id;
    line.box = new QWidget(this);
    line.first = new Still<QComboBox>;
    line.second = new Still<QComboBox>;
    line.rank = new Still<QDoubleSpinBox>;
    line.remove = new QPushButton(tr("Remove"));
    setLook(line.remove, Look::Link);
    line.first->setAccessibleName(tr("Input"));
    line.second->setAccessibleName(tr("Moves with"));
    line.rank->setAccessibleName(tr("Rank correlation"));
    line.remove->setAccessibleName(tr("Remove this correlation"));
    for (QComboBox* choice : {line.first, line.second}) {
        choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        choice->setMinimumContentsLength(kFewestLetters);
        choice->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        choice->setFocusPolicy(Qt::StrongFocus);
    }
    line.rank->setRange(-1.0, 1.0);
    line.rank->setSingleStep(kStep);
    line.rank->setDecimals(kDecimals);
    line.rank->setButtonSymbols(QAbstractSpinBox::NoButtons);
    line.rank->setAlignment(Qt::AlignRight);
    line.rank->setKeyboardTracking(false);  // half a number is no edit
    line.rank->setFocusPolicy(Qt::StrongFocus);
    auto* row = new QHBoxLayout(line.box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * kGrid);
    auto* with = new QLabel(tr("with"));
    setLook(with, Look::Muted);
    row->addWidget(line.first, 1);
    row->addWidget(with);
    row->addWidget(line.second, 1);
    row->addWidget(line.rank);
    row->addWidget(line.remove);
    connect(line.first, &QComboBox::activated, this,
            [this, id, choice = line.first] { request(id, study::kCorrelated, textValue(toStd(choice->currentData().toString()))); });
    connect(line.second, &QComboBox::activated, this,
            [this, id, choice = line.second] { request(id, study::kCorrelatedWith, textValue(toStd(choice->currentData().toString()))); });
    connect(line.rank, &QDoubleSpinBox::valueChanged, this, [this, id](double rank) {
        study::Value value;
        value.numbers = {rank};
        request(id, study::kRankCorrelation, value);
    });
    connect(line.remove, &QPushButton::clicked, this, [this, id] {
        if (const auto edit = study::removal(m_study, pathOf(id))) {
            Q_EMIT editRequested(*edit);
        }
    });
    return line;
}

void CorrelationEditor::fillChoice(QComboBox* choice, const std::string& chosen) const {
    choice->clear();
    for (const Candidate& candidate : m_candidates) {
        choice->addItem(candidate.name, toQt(candidate.path));
    }
    int index = choice->findData(toQt(chosen));
    if (index < 0) {
        // It is not uncertain (any more): the correlation waits until it is.
        choice->addItem(tr("%1 (not uncertain)").arg(toQt(chosen)), toQt(chosen));
        index = choice->count() - 1;
    }
    choice->setCurrentIndex(index);
    choice->setToolTip(choice->currentText());
}

void CorrelationEditor::addPair() {
    const auto pairs = m_study.root().childrenOf(study::Role::Correlation);
    for (std::size_t i = 0; i < m_candidates.size(); ++i) {
        for (std::size_t j = i + 1; j < m_candidates.size(); ++j) {
            const Candidate& a = m_candidates[i];
            const Candidate& b = m_candidates[j];
            if (a.part != b.part || a.path == b.path || pairOf(a, b) != nullptr) {
                continue;
            }
            const std::string id = study::freeId(m_study.root(), study::Role::Correlation, "pair");
            Q_EMIT editRequested(insertion(id, pairs.size(), a.path, b.path, kFirstRank));
            return;
        }
    }
}

study::ElementPtr CorrelationEditor::pairOf(const Candidate& a, const Candidate& b) const {
    for (const study::ElementPtr& pair : m_study.root().childrenOf(study::Role::Correlation)) {
        const std::string& first = pair->get(study::kCorrelated).text;
        const std::string& second = pair->get(study::kCorrelatedWith).text;
        if ((first == a.path && second == b.path) || (first == b.path && second == a.path)) {
            return pair;
        }
    }
    return nullptr;
}

void CorrelationEditor::takeRepairs() {
    study::Batch batch;
    batch.text = toStd(tr("Use correlations that fit together"));
    std::size_t place = m_study.root().childrenOf(study::Role::Correlation).size();
    const std::size_t stated = place;
    for (const risk::CorrelationRepair& repair : m_used) {
        const Candidate& first = m_candidates[repair.first];
        const Candidate& second = m_candidates[repair.second];
        if (const study::ElementPtr pair = pairOf(first, second)) {
            study::Value rank;
            rank.numbers = {repair.used};
            batch.edits.push_back({study::SetValue{pathOf(pair->id).input(study::kRankCorrelation.key), rank}});
        } else {
            // Ids of those before are free still: each gets a number of its own.
            const std::string id = study::freeId(m_study.root(), study::Role::Correlation, "fit-" + std::to_string(place - stated + 1));
            batch.edits.push_back(insertion(id, place++, first.path, second.path, repair.used));
        }
    }
    Q_EMIT editRequested({batch});
}

void CorrelationEditor::request(const std::string& id, const study::Input& input, const study::Value& value) {
    if (!m_filling) {
        Q_EMIT editRequested({study::SetValue{pathOf(id).input(input.key), value}});
    }
}

}  // namespace offtake::ui
