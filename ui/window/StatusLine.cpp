#include "ui/window/StatusLine.h"

#include <algorithm>

#include <QLabel>
#include <QPushButton>

#include "core/study/ValueText.h"
#include "core/study/kinds/StudyInputs.h"
#include "ui/document/Document.h"
#include "ui/document/Results.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Tokens.h"

namespace offtake::ui {

namespace {

constexpr int kSayFor = 4000;  // milliseconds

QString inputText(const study::Element& element, const study::Input& input) {
    return toQt(study::valueText(input, element.get(input)));
}

/// Lower case but for words like NVIDIA: the values stand inside a line here.
QString withoutCapital(QString text) {
    if (text.size() > 1 && text.at(1).isLower()) {
        text[0] = text.at(0).toLower();
    }
    return text;
}

/// An elided label does not force the window to be as wide as its text.
class ElidedLabel : public QLabel {
public:
    using QLabel::QLabel;
    void setFullText(const QString& text) {
        m_text = text;
        setToolTip(text);
        setAccessibleName(text);
        elide();
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, QLabel::minimumSizeHint().height()}; }

protected:
    void resizeEvent(QResizeEvent* event) override {
        QLabel::resizeEvent(event);
        elide();
    }

private:
    void elide() { setText(fontMetrics().elidedText(m_text, Qt::ElideRight, width())); }
    QString m_text;
};

}  // namespace

StatusLine::StatusLine(Document& document, Results& results, QWidget* parent)
    : QStatusBar(parent), m_document(document), m_results(results), m_problems(new QPushButton), m_first(new ElidedLabel),
      m_conventions(new QLabel), m_state(new QLabel) {
    setSizeGripEnabled(false);
    setLook(m_problems, Look::Link);
    m_problems->setToolTip(tr("Show all problems"));
    addWidget(m_problems);
    addWidget(m_first, 1);
    for (QLabel* label : {m_conventions, m_state}) {
        label->setContentsMargins(2 * kGrid, 0, 2 * kGrid, 0);
        addPermanentWidget(label);
    }
    for (QLabel* label : {m_first, m_conventions, m_state}) {
        setLook(label, Look::Muted);
    }
    connect(m_problems, &QPushButton::clicked, this, &StatusLine::problemsRequested);
    connect(&document, &Document::changed, this, &StatusLine::update);
    connect(&document, &Document::cleanChanged, this, &StatusLine::update);
    connect(&document, &Document::pathChanged, this, &StatusLine::update);
    connect(&results, &Results::staleChanged, this, &StatusLine::update);
    connect(&results, &Results::failed, this, &StatusLine::update);
    update();
}

void StatusLine::say(const QString& text) { showMessage(text, kSayFor); }

void StatusLine::update() {
    const auto& problems = m_document.problems();
    const auto errors = std::count_if(problems.begin(), problems.end(), [](const study::Problem& problem) {
        return problem.severity == study::Problem::Severity::Error;
    });
    const auto notes = static_cast<int>(problems.size()) - static_cast<int>(errors);
    QStringList counts;
    if (errors > 0) {
        counts << counted(static_cast<int>(errors), tr("%1 error"), tr("%1 errors"));
    }
    if (notes > 0) {
        counts << counted(notes, tr("%1 note"), tr("%1 notes"));
    }
    m_problems->setText(counts.isEmpty() ? tr("No problems") : counts.join(QStringLiteral(", ")));
    m_problems->setAccessibleName(tr("Problems: %1").arg(m_problems->text()));
    const QString first = problems.empty() ? QString() : saidWithoutSubject(problems.front().error);
    static_cast<ElidedLabel*>(m_first)->setFullText(first);

    const study::Element& root = m_document.study().root();
    const std::string& currency = root.get(study::kCurrency).text;
    const QString money = currency == "USD" ? QStringLiteral("$") : toQt(currency);
    const bool real = root.choice(study::kMoneyView) == "real";
    m_conventions->setText(QStringList{real ? tr("real %1").arg(money) : tr("nominal %1").arg(money),
                                       withoutCapital(inputText(root, study::kFlowTiming)),
                                       tr("%1 from %2").arg(inputText(root, study::kHorizon), inputText(root, study::kStart).left(7))}
                               .join(QStringLiteral("  ·  ")));

    const bool empty = root.children.empty();
    QString state;
    if (m_results.error() && !empty) {
        state = tr("no result");
    } else if (m_results.isStale() && !empty) {
        state = tr("updating…");
    } else if (!m_document.isClean()) {
        state = tr("not saved");
    } else {
        state = m_document.path().isEmpty() ? tr("in no file yet") : tr("saved");
    }
    for (QWidget* widget : {static_cast<QWidget*>(m_problems), static_cast<QWidget*>(m_first),
                            static_cast<QWidget*>(m_conventions), static_cast<QWidget*>(m_state)}) {
        widget->setVisible(!empty);
    }
    m_state->setText(state);
}

}  // namespace offtake::ui
