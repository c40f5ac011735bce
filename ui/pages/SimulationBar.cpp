#include "ui/pages/SimulationBar.h"

#include <algorithm>
#include <vector>

#include <QLabel>
#include <QPushButton>

#include "core/present/NumberText.h"
#include "core/study/kinds/StudyInputs.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Tokens.h"
#include "ui/widgets/FlatChoice.h"
#include "ui/widgets/FlowLayout.h"

namespace offtake::ui {
namespace {

QLabel* label(Look look) {
    auto* made = new QLabel;
    setLook(made, look);
    made->setTextFormat(Qt::PlainText);
    return made;
}

QPushButton* button(const QString& text, Look look) {
    auto* made = new QPushButton(text);
    setLook(made, look);
    return made;
}

std::pair<QString, QString> countOption(double count) {
    return {toQt(present::numberText(count, {0, false, true})), QString::number(count, 'f', 0)};
}

/// The usual numbers of paths, and what the study states among them.
SimulationBar::Options pathOptions(double stated) {
    std::vector<double> counts{1e3, 1e4, 1e5, 1e6};
    const auto place = std::lower_bound(counts.begin(), counts.end(), stated);
    if (place == counts.end() || *place != stated) {
        counts.insert(place, stated);
    }
    SimulationBar::Options options;
    for (const double count : counts) {
        options << countOption(count);
    }
    return options;
}

study::Edit setting(const study::Input& input, const study::Value& value) { return {study::SetValue{study::Path{}.input(input.key), value}}; }

}  // namespace

SimulationBar::SimulationBar(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_metric(new FlatChoice(theme, {})), m_deal(new FlatChoice(theme, tr("of"))), m_paths(new FlatChoice(theme, tr("paths"))),
      m_sampler(new FlatChoice(theme, tr("by"))), m_error(new FlatChoice(theme, tr("until"))), m_seed(label(Look::Muted)),
      m_randomise(button(tr("Randomise"), Look::Link)), m_correlations(button({}, Look::Link)), m_run(button({}, Look::Primary)), m_staleNote(label(Look::Tag)) {
    auto* row = new FlowLayout(kGrid, kGrid, this);
    auto* title = label(Look::PageTitle);
    title->setText(tr("Uncertainty"));
    title->setContentsMargins(0, 0, 2 * kGrid, 0);
    for (QWidget* part : {static_cast<QWidget*>(title), static_cast<QWidget*>(m_metric), static_cast<QWidget*>(m_deal), static_cast<QWidget*>(m_run),
                          static_cast<QWidget*>(m_staleNote), static_cast<QWidget*>(m_paths), static_cast<QWidget*>(m_sampler), static_cast<QWidget*>(m_error),
                          static_cast<QWidget*>(m_seed), static_cast<QWidget*>(m_randomise), static_cast<QWidget*>(m_correlations)}) {
        row->addWidget(part);
    }
    m_metric->setAccessibleName(tr("figure"));
    m_sampler->setToolTip(toQt(study::kSampler.help));
    m_error->setToolTip(tr("When a run ends: with all its paths, or before as soon as the mean is known to this standard error."));
    m_randomise->setToolTip(tr("Draw by another seed. The same seed always gives the same figures."));
    m_correlations->setToolTip(tr("Which uncertain inputs move together"));
    for (FlatChoice* choice : {m_metric, m_deal}) {
        connect(choice, &QComboBox::currentIndexChanged, this, &SimulationBar::figureAsked);
    }
    connect(m_paths, &QComboBox::currentIndexChanged, this, [this] {
        study::Value value;
        value.numbers = {m_paths->chosen().toDouble()};
        Q_EMIT samplingRequested(setting(study::kPaths, value));
    });
    connect(m_sampler, &QComboBox::currentIndexChanged, this, [this] {
        study::Value value;
        value.text = toStd(m_sampler->chosen());
        Q_EMIT samplingRequested(setting(study::kSampler, value));
    });
    connect(m_error, &QComboBox::currentIndexChanged, this, [this] { Q_EMIT errorAsked(m_error->chosen()); });
    connect(m_randomise, &QPushButton::clicked, this, &SimulationBar::randomiseRequested);
    connect(m_correlations, &QPushButton::clicked, this, &SimulationBar::correlationsRequested);
    connect(m_run, &QPushButton::clicked, this, &SimulationBar::runRequested);
    setState(false, {});
}

void SimulationBar::setMetrics(const Options& metrics, const QString& chosen) const { m_metric->setOptions(metrics, chosen); }

void SimulationBar::setDeals(const Options& deals, const QString& chosen) const {
    m_deal->setOptions(deals, chosen);
    m_deal->setVisible(deals.size() > 1);
}

void SimulationBar::setErrors(const Options& errors, const QString& chosen) const { m_error->setOptions(errors, chosen); }

void SimulationBar::setStudy(const study::Study& study) const {
    const study::Element& root = study.root();
    const double paths = root.get(study::kPaths).number();
    m_paths->setOptions(pathOptions(paths), QString::number(paths, 'f', 0));
    const Options samplers{{tr("Sobol’"), QStringLiteral("sobol")}, {tr("independent draws"), QStringLiteral("philox")}, {tr("Latin hypercubes"), QStringLiteral("latin")}};
    m_sampler->setOptions(samplers, toQt(root.choice(study::kSampler)));
    m_seed->setText(tr("seed %1").arg(QString::number(root.get(study::kSeed).number(), 'f', 0)));
    m_correlations->setText(tr("Correlations (%1)").arg(root.childrenOf(study::Role::Correlation).size()));
    // Widgets of a flow keep their place until they are asked anew.
    m_correlations->updateGeometry();
}

void SimulationBar::setState(bool running, const QString& note) const {
    m_run->setText(running ? tr("Stop  Esc") : tr("Run  F5"));
    m_run->setAccessibleName(running ? tr("Stop the simulation") : tr("Run the simulation"));
    m_staleNote->setText(note);
    m_staleNote->setVisible(!note.isEmpty());
    m_staleNote->updateGeometry();
}

}  // namespace offtake::ui
