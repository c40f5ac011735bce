#include "ui/forecast/MethodBar.h"

#include <array>

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStyle>
#include <QWheelEvent>

#include "core/forecast/Method.h"
#include "core/forecast/StepText.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/FlatChoice.h"
#include "ui/widgets/FlowLayout.h"

namespace offtake::ui {

namespace {

using Option = std::pair<QString, QString>;
using forecast::TransformKind;

const std::array<std::vector<double>, 4> kLevels{{{0.8, 0.95}, {0.8}, {0.5, 0.8, 0.95}, {0.8, 0.99}}};

/// Those that say where growth ends.
bool saturates(const QString& method) {
    return method == QLatin1String("logistic") || method == QLatin1String("gompertz") || method == QLatin1String("bass");
}

/// Those that go by their own scale.
bool hasScale(const QString& method) {
    return method == QLatin1String(kBestMethod) || forecast::parseMethod(toStd(method)).has_value();
}

QString levelsText(const std::vector<double>& levels) {
    QStringList parts;
    for (const double level : levels) {
        parts << QString::number(100.0 * level);
    }
    return parts.join(QStringLiteral(", ")) + QStringLiteral(" %");
}

/// The wheel scrolls what lies around it and changes no number.
class StillSpinBox : public QSpinBox {
public:
    using QSpinBox::QSpinBox;

protected:
    void wheelEvent(QWheelEvent* event) override { event->ignore(); }
};

}  // namespace

MethodBar::MethodBar(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_method(new FlatChoice(theme, tr("method"))), m_horizon(new StillSpinBox), m_toEnd(new QPushButton),
      m_scale(new FlatChoice(theme, tr("scale"))), m_levels(new FlatChoice(theme, tr("intervals"))), m_saturation(new QLineEdit) {
    QList<Option> methods{{tr("automatic"), toQt(forecast::outlookMethods().front().key)}, {tr("best in the back-test"), QLatin1String(kBestMethod)}};
    QStringList help{tr("Smoothing and Theta, their mean. %1").arg(toQt(forecast::outlookMethods().front().help)), tr("The method with the lowest MASE in the back-test.")};
    for (const forecast::OutlookMethod& method : forecast::outlookMethods().subspan(1)) {
        // Wright's law needs a second series, cumulative production: offtake-cli forecast --experience.
        if (method.key != "wright") {
            methods << Option(toQt(method.label), toQt(method.key));
            help << toQt(method.help);
        }
    }
    m_method->setOptions(methods, methods.front().second);
    for (int i = 0; i < help.size(); ++i) {
        m_method->setItemData(i, help.at(i), Qt::ToolTipRole);
    }
    const auto keyOf = [](TransformKind kind) { return QString::number(static_cast<int>(kind)); };
    const QList<Option> scales{{tr("plain"), keyOf(TransformKind::None)}, {tr("logarithmic"), keyOf(TransformKind::Log)},
                               {tr("asinh (either side of zero)"), keyOf(TransformKind::Asinh)}};
    m_scale->setOptions(scales, scales.front().second);
    QList<Option> levels;
    for (std::size_t i = 0; i < kLevels.size(); ++i) {
        levels << Option(levelsText(kLevels[i]), QString::number(i));
    }
    m_levels->setOptions(levels, QStringLiteral("0"));
    m_horizon->setRange(0, forecast::kLongestOutlook);
    m_horizon->setAccessibleName(tr("Steps ahead"));
    m_horizon->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_horizon->setKeyboardTracking(false);  // half a number is no horizon
    m_horizon->setFocusPolicy(Qt::StrongFocus);
    setLook(m_toEnd, Look::Link);
    m_saturation->setPlaceholderText(tr("ends between, as 800:3000"));
    m_saturation->setAccessibleName(tr("Range of where growth ends"));
    auto* ahead = new QLabel(tr("ahead"));
    setLook(ahead, Look::Muted);
    auto* row = new FlowLayout(kGrid, kGrid, this);
    for (QWidget* part : {static_cast<QWidget*>(m_method), static_cast<QWidget*>(m_saturation), static_cast<QWidget*>(ahead), static_cast<QWidget*>(m_horizon),
                          static_cast<QWidget*>(m_toEnd), static_cast<QWidget*>(m_scale), static_cast<QWidget*>(m_levels)}) {
        row->addWidget(part);
    }
    for (FlatChoice* choice : {m_method, m_scale, m_levels}) {
        connect(choice, &QComboBox::currentIndexChanged, this, [this] {
            showMethod();
            Q_EMIT changed();
        });
    }
    connect(m_horizon, &QSpinBox::valueChanged, this, &MethodBar::changed);
    connect(m_saturation, &QLineEdit::editingFinished, this, [this] {
        const bool wrong = !m_saturation->text().isEmpty() && !range();
        m_saturation->setProperty("state", wrong ? QVariant(QStringLiteral("error")) : QVariant());
        m_saturation->style()->polish(m_saturation);
        m_saturation->setToolTip(wrong ? tr("Write two numbers with a colon between them, as 800:3000.") : QString());
        Q_EMIT changed();
    });
    connect(m_toEnd, &QPushButton::clicked, this, [this] { m_horizon->setValue(m_studyHorizon); });
    setStep(forecast::Step::Unknown);
    setStudyHorizon(0);
    showMethod();
}

void MethodBar::showMethod() {
    const QString method = m_method->chosen();
    m_method->setToolTip(m_method->currentData(Qt::ToolTipRole).toString());
    m_saturation->setVisible(saturates(method));
    m_scale->setEnabled(hasScale(method));
}

std::optional<forecast::SaturationRange> MethodBar::range() const {
    const QStringList ends = m_saturation->text().split(QLatin1Char(':'));
    bool isLow = false;
    bool isHigh = false;
    const double low = ends.front().toDouble(&isLow);
    const double high = ends.back().toDouble(&isHigh);
    return isLow && isHigh && ends.size() <= 2 ? std::optional(forecast::SaturationRange{low, high}) : std::nullopt;
}

ForecastQuestion MethodBar::question() const {
    ForecastQuestion question;
    question.recipe.method = toStd(m_method->chosen());
    if (hasScale(m_method->chosen())) {
        question.recipe.scale = static_cast<TransformKind>(m_scale->chosen().toInt());
    }
    if (saturates(m_method->chosen())) {
        question.recipe.saturation = range();
    }
    question.horizon = m_horizon->value();
    question.levels = kLevels[static_cast<std::size_t>(m_levels->chosen().toInt())];
    return question;
}

void MethodBar::setQuestion(const ForecastQuestion& question) {
    const QSignalBlocker quiet(this);
    const auto choose = [](FlatChoice* choice, const QString& key) {
        const QSignalBlocker silent(choice);
        choice->setCurrentIndex(std::max(0, choice->findData(key)));
        choice->updateGeometry();
    };
    choose(m_method, toQt(question.recipe.method));
    choose(m_scale, QString::number(static_cast<int>(question.recipe.scale)));
    m_saturation->setText(question.recipe.saturation
                              ? QStringLiteral("%1:%2").arg(question.recipe.saturation->low).arg(question.recipe.saturation->high)
                              : QString());
    m_horizon->setValue(question.horizon);
    showMethod();
}

void MethodBar::setStep(forecast::Step step) {
    m_horizon->setSpecialValueText(tr("%1, as usual").arg(forecast::customaryHorizon(step)));
    m_horizon->setSuffix(tr(" × %1").arg(toQt(forecast::nameOf(step))));
}

void MethodBar::setStudyHorizon(int steps) {
    m_studyHorizon = steps;
    m_toEnd->setVisible(steps > 0);
    m_toEnd->setText(tr("To the study's end"));
    m_toEnd->setToolTip(tr("%1 steps").arg(steps));
}

}  // namespace offtake::ui
