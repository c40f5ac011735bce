#include "ui/inspector/Inspector.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/study/Assumption.h"
#include "core/study/kinds/StudyInputs.h"
#include "ui/document/Document.h"
#include "ui/document/Results.h"
#include "ui/inspector/InputDetails.h"
#include "ui/inspector/MetricDetails.h"
#include "ui/inspector/SourceEditor.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/CurrentPageStack.h"

namespace offtake::ui {

namespace {

constexpr int kLeastWidth = 260;

}  // namespace

Inspector::Inspector(Document& document, const Results& results, const catalogue::Catalogue& facts, const Theme& theme, QWidget* parent)
    : QScrollArea(parent), m_document(document), m_results(results), m_stack(new CurrentPageStack(this)), m_nothing(new QWidget),
      m_nothingTitle(new QLabel), m_nothingText(new QLabel), m_refit(new QPushButton(tr("Show and refit…"))), m_input(new InputDetails(document, facts, theme)), m_metric(new MetricDetails(theme)) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(kLeastWidth);
    setAccessibleName(tr("Inspector"));
    setFocusPolicy(Qt::NoFocus);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    auto* layout = new QVBoxLayout(m_nothing);
    layout->setContentsMargins(4 * kGrid, 4 * kGrid, 4 * kGrid, 4 * kGrid);
    layout->setSpacing(2 * kGrid);
    setLook(m_nothingTitle, Look::CardTitle);
    setLook(m_nothingText, Look::Muted);
    for (QLabel* some : {m_nothingTitle, m_nothingText}) {
        some->setWordWrap(true);
        some->setTextFormat(Qt::PlainText);
        layout->addWidget(some);
    }
    layout->addWidget(m_refit, 0, Qt::AlignLeft);
    layout->addStretch(1);
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(m_input);
    m_stack->addWidget(m_metric);
    setWidget(m_stack);
    connect(m_stack, &QStackedWidget::currentChanged, m_stack, &QWidget::updateGeometry);
    connect(&document, &Document::changed, this, &Inspector::refresh);
    connect(&results, &Results::resultChanged, this, [this] {
        if (m_stack->currentWidget() == m_metric) {
            showMetric(m_metricKey, m_metricDeal);
        }
    });
    connect(m_refit, &QPushButton::clicked, this, [this] { Q_EMIT forecastRequested(toQt(m_path.text())); });
    connect(m_input, &InputDetails::forecastRequested, this, &Inspector::forecastRequested);
    connect(m_input, &InputDetails::failed, this, &Inspector::failed);
    connect(m_metric, &MetricDetails::inputRequested, this, &Inspector::inputRequested);
    showInput({});
}

void Inspector::showHint(const QString& title, const QString& text) {
    m_nothingTitle->setText(title);
    m_nothingText->setText(text);
    m_refit->hide();
    m_stack->setCurrentWidget(m_nothing);
}

void Inspector::showElement(const study::Element& element) {
    QStringList parts{toQt(element.kind->label), toQt(element.kind->help)};
    if (const int notes = element.kind->indexOf("notes"); notes >= 0) {
        parts << toQt(element.values[static_cast<std::size_t>(notes)].text);
    }
    const bool isForecast = element.kind->role == study::Role::Assumption && study::isForecast(element);
    if (isForecast) {
        parts << toQt(element.get(study::kForecastModel).text) << toQt(element.get(study::kForecastValue).note);
    }
    parts.removeAll(QString());
    showHint(toQt(element.displayName()), parts.join(QStringLiteral("\n\n")));
    m_refit->setVisible(isForecast);
}

void Inspector::showInput(const QString& path) {
    const auto parsed = study::parsePath(toStd(path));
    m_path = parsed ? *parsed : study::Path{};
    const bool isInput = parsed && study::findInput(m_document.study(), *parsed).has_value();
    if (isInput) {
        m_input->setInput(m_path);
        m_stack->setCurrentWidget(m_input);
        return;
    }
    const auto element = parsed && !m_path.steps.empty() ? study::findElement(m_document.study(), m_path) : Expected<const study::Element*>(nullptr);
    if (element && *element != nullptr) {
        showElement(**element);
    } else {
        showHint(tr("Nothing selected"), tr("Select an input or a figure to see what it means and where it comes from."));
    }
}

void Inspector::showMetric(const QString& metric, const QString& deal) {
    const economics::MetricInfo* info = economics::findMetric(toStd(metric));
    if (info == nullptr) {
        showInput({});
        return;
    }
    m_metricKey = metric;
    m_metricDeal = deal;
    m_metric->setMetric(m_results.result(), deal, *info);
    m_stack->setCurrentWidget(m_metric);
}

QPushButton* Inspector::forecastButton() const {
    return m_stack->currentWidget() == m_input ? m_input->forecastButton() : m_refit;
}

void Inspector::editSource() {
    if (m_stack->currentWidget() == m_input) {
        ensureWidgetVisible(m_input->source());
        m_input->source()->sources()->setFocus(Qt::ShortcutFocusReason);
    }
}

void Inspector::refresh() {
    if (m_stack->currentWidget() == m_input && m_input->refresh()) {
        return;
    }
    if (m_stack->currentWidget() != m_metric) {
        showInput(toQt(m_path.text()));
    }
}

}  // namespace offtake::ui
