#include "ui/charts/ChartLayout.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include <QFontMetricsF>

#include "core/present/ChartRead.h"
#include "core/present/NumberText.h"
#include "ui/charts/BarRows.h"
#include "ui/charts/HeatMapPicture.h"

namespace offtake::ui {
namespace {

using present::ChartKind;
using present::ChartSpec;
using present::Role;

constexpr double kMargin = 3.0 * kGrid;
constexpr double kLabelGap = 2.0 * kGrid;
constexpr double kSmallestPoints = 9.0;
constexpr double kMostLabelShare = 0.36;   // of the width, for names at the end of lines
constexpr double kMostRowLabelShare = 0.45;  // of the width, for names of rows
constexpr double kLeastPlot = 24.0;         // below this only the plot is drawn
constexpr double kRoomyLines = 16.0;        // pictures of fewer lines of text get titles of one line
constexpr double kMovedBy = 3.0;            // a label farther from its line gets a leader

QString qs(const std::string& text) { return QString::fromStdString(text); }

double widthOf(const QFont& font, const QString& text) { return std::ceil(QFontMetricsF(font).horizontalAdvance(text)) + 1.0; }

double heightOf(const QFont& font) { return std::ceil(QFontMetricsF(font).height()); }

/// A name that is to stand at the right end.
struct Wanted {
    QString text;
    QColor colour;
    QColor line;
    Role role;
    QFont font;
    double x = 0.0;
    double y = 0.0;
    bool isSeries = false;
};

class Builder {
public:
    Builder(const ChartSpec& spec, const Tokens& tokens, const ChartFonts& fonts, const QSizeF& size)
        : m_spec(spec), m_tokens(tokens), m_fonts(fonts), m_size(size), m_line(heightOf(fonts.label)) {}

    ChartLayout build(const QString& footer, const QString& problem) {
        const double left = kMargin;
        const double right = m_size.width() - kMargin;
        double top = addHead(left, right);
        double bottom = addFoot(left, right, footer);
        m_out.horizontal = m_spec.kind == ChartKind::HorizontalBars;
        if (!problem.isEmpty() || m_spec.isEmpty()) {
            m_out.plot = sane(QRectF(QPointF(left, top), QPointF(right, bottom)));
            const QString words = problem.isEmpty() ? qs(m_spec.emptyText) : problem;
            m_out.texts.push_back({m_out.plot, words, m_tokens.muted, m_fonts.label, Qt::AlignCenter, true});
            return m_out;
        }
        setRanges();
        if (right - left < 3.0 * kLeastPlot || bottom - top < 3.0 * kLeastPlot) {
            m_out.texts.clear();
            m_out.plot = sane(QRectF(QPointF(1.0, 1.0), QPointF(m_size.width() - 1.0, m_size.height() - 1.0)));
            setTicks();
            return m_out;
        }
        placePlot(left, top, right, bottom);
        return m_out;
    }

private:
    static QRectF sane(const QRectF& rect) {
        return {rect.topLeft(), QSizeF(std::max(1.0, rect.width()), std::max(1.0, rect.height()))};
    }

    double addHead(double left, double right) {
        double top = kMargin - 2.0;
        // In a small picture the plot matters more than the last words of a long title.
        const int most = m_size.height() < kRoomyLines * m_line ? 1 : 2;
        const auto add = [&](const QString& text, const QFont& font, const QColor& colour) {
            if (text.isEmpty()) {
                return;
            }
            const double height = heightOf(font);
            for (const QString& line : wrapped(text, font, right - left, most)) {
                m_out.texts.push_back({QRectF(left, top, right - left, height), line, colour, font});
                top += height;
            }
            top += 1.0;
        };
        add(qs(m_spec.title), m_fonts.title, m_tokens.text);
        add(qs(m_spec.subtitle), m_fonts.label, m_tokens.muted);
        return top + kLabelGap;
    }

    double addFoot(double left, double right, const QString& footer) {
        double bottom = m_size.height() - kMargin + 2.0;
        for (const QString& text : {footer, qs(m_spec.caption)}) {
            if (text.isEmpty()) {
                continue;
            }
            const QStringList lines = wrapped(text, m_fonts.label, right - left, 2);
            for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
                bottom -= m_line;
                m_out.texts.push_back({QRectF(left, bottom, right - left, m_line), *line, m_tokens.muted, m_fonts.label});
            }
        }
        return bottom < m_size.height() - kMargin ? bottom - kLabelGap : m_size.height() - kMargin;
    }

    void setRanges() {
        switch (m_spec.kind) {
            case ChartKind::Xy:
            case ChartKind::HeatMap:
                m_out.x = present::xRange(m_spec);
                break;
            case ChartKind::HorizontalBars:
                m_out.x = {-0.5, static_cast<double>(m_spec.rows.size()) - 0.5};
                break;
            case ChartKind::Waterfall:
                m_out.x = {-0.5, static_cast<double>(m_spec.steps.size()) - 0.5};
                break;
        }
    }

    void setTicks() {
        const bool horizontal = m_out.horizontal;
        const double room = horizontal ? m_out.plot.width() / (4.0 * m_line) : m_out.plot.height() / (2.8 * m_line);
        const int most = std::clamp(static_cast<int>(room), 2, 7);
        if (isHeat()) {
            m_out.valueTicks = present::ticksWithin(m_spec.heat.yCover(), most);
        } else if (m_spec.y.range) {
            m_out.valueTicks = present::ticksWithin(*m_spec.y.range, most);
        } else {
            const present::Range data = present::valueRange(m_spec);
            const bool fromZero = m_spec.y.includeZero || horizontal;
            m_out.valueTicks = present::niceTicks(data.low, data.high, {most, fromZero, 0.06});
        }
        m_out.y = m_out.valueTicks.range;
    }

    [[nodiscard]] bool isHeat() const { return m_spec.kind == ChartKind::HeatMap; }

    /// Whether numbers that are not months run along the bottom.
    [[nodiscard]] bool hasNumericX() const {
        return isHeat() || (m_spec.kind == ChartKind::Xy && m_spec.x.kind == present::XAxis::Kind::Numeric);
    }

    [[nodiscard]] QString tickText(double value) const {
        if (isHeat()) {
            return qs(present::numberText(value, {m_out.valueTicks.decimals, false, true}));
        }
        const double divisor = m_spec.y.magnitude.divisor;
        // A diverging axis says on which side of zero each tick lies.
        const bool signs = m_out.horizontal && m_out.y.low < 0.0 && m_out.y.high > 0.0;
        return qs(present::numberText(value / divisor, {m_out.valueTicks.decimalsOf(divisor), signs, true}));
    }

    [[nodiscard]] double tickWidth() const {
        double widest = 0.0;
        for (const double value : m_out.valueTicks.values) {
            widest = std::max(widest, widthOf(m_fonts.label, tickText(value)));
        }
        return widest;
    }

    void placePlot(double left, double top, double right, double bottom) {
        bottom -= m_line + kLabelGap;  // tick labels below
        if (hasNumericX() && !m_spec.x.title.empty()) {
            bottom -= m_line;
        }
        if (isHeat() && !m_spec.heat.yTitle.empty()) {
            const QString title = QFontMetricsF(m_fonts.label).elidedText(qs(m_spec.heat.yTitle), Qt::ElideMiddle, right - left);
            m_out.texts.push_back({QRectF(left, top, right - left, m_line), title, m_tokens.muted, m_fonts.label});
            top += m_line + kGrid;
        }
        m_staggers = staggersSteps(right - left);
        bottom -= m_staggers ? m_line : 0.0;
        m_markerWords = std::any_of(m_spec.markers.begin(), m_spec.markers.end(), [](const present::Marker& m) {
            return m.kind == present::Marker::Kind::Vertical && (!m.label.empty() || !m.leftLabel.empty());
        });
        std::vector<Wanted> wanted = m_spec.kind == ChartKind::Xy ? wantedLabels() : std::vector<Wanted>();
        double labels = 0.0;
        for (const Wanted& label : wanted) {
            labels = std::max(labels, widthOf(label.font, label.text));
        }
        const bool labelsFit = labels <= (right - left) * kMostLabelShare &&
                               static_cast<double>(wanted.size()) * m_line <= bottom - top;
        if (!labelsFit) {
            top = addLegend(wanted, left, top, right);
            wanted.clear();
        }
        top += m_markerWords ? m_line : 0.0;
        m_out.plot = sane(QRectF(QPointF(left, top), QPointF(right, bottom)));
        if (m_out.horizontal) {
            reserveRows(left, right);
            setTicks();
            addRowLabels(left);
        } else {
            setTicks();
            m_out.plot.setLeft(left + tickWidth() + kLabelGap);
            m_out.plot.setRight(wanted.empty() ? right - kGrid : right - labels - 3.0 * kGrid);
        }
        if (isHeat()) {
            HeatKey key = heatKey(m_spec, m_out.plot, right, m_tokens, m_fonts);
            m_out.plot.setRight(key.plotRight);
            m_out.key = key.rect;
            std::move(key.labels.begin(), key.labels.end(), std::back_inserter(m_out.texts));
        }
        m_out.plot = sane(m_out.plot);
        addValueLabels();
        addPlaceLabels();
        addMarkerLabels(left, right);
        addEndLabels(wanted, right);
        if (m_spec.kind == ChartKind::Waterfall) {
            addStepLabels();
        }
        if (isHeat()) {
            std::vector<PlacedText> words = heatWords(m_spec, m_out, m_tokens, m_fonts);
            std::move(words.begin(), words.end(), std::back_inserter(m_out.texts));
        }
    }

    /// Names of steps that are wider than their slot stand on two lines, in turns.
    [[nodiscard]] bool staggersSteps(double width) const {
        const double slot = 0.9 * width / static_cast<double>(std::max<std::size_t>(m_spec.steps.size(), 1));
        return std::any_of(m_spec.steps.begin(), m_spec.steps.end(), [&](const present::WaterfallStep& step) {
            return widthOf(m_fonts.label, qs(step.label)) > slot - 2.0;
        });
    }

    void addValueLabels() {
        for (const double value : m_out.valueTicks.values) {
            const QString text = tickText(value);
            if (m_out.horizontal) {
                const QPointF at = m_out.at(m_out.x.high, value);
                const double width = widthOf(m_fonts.label, text);
                m_out.texts.push_back({QRectF(at.x() - width / 2.0, m_out.plot.bottom() + kGrid, width, m_line), text,
                                       m_tokens.muted, m_fonts.label, Qt::AlignCenter});
            } else {
                const QPointF at = m_out.at(m_out.x.low, value);
                const double width = tickWidth();
                m_out.texts.push_back({QRectF(at.x() - kLabelGap - width, at.y() - m_line / 2.0, width, m_line), text,
                                       m_tokens.muted, m_fonts.label, Qt::AlignRight | Qt::AlignVCenter});
            }
        }
    }

    void addPlaceLabels() {
        const double top = m_out.plot.bottom() + kGrid + 2.0;
        const auto add = [&](double x, const QString& text, double most, bool lower = false) {
            const double width = std::min(widthOf(m_fonts.label, text), most);
            const QString shown = QFontMetricsF(m_fonts.label).elidedText(text, Qt::ElideRight, width);
            double left = m_out.at(x, m_out.y.low).x() - width / 2.0;
            left = std::clamp(left, 0.0, std::max(0.0, m_size.width() - width));
            m_out.texts.push_back({QRectF(left, lower ? top + m_line : top, width, m_line), shown, m_tokens.muted, m_fonts.label, Qt::AlignCenter});
        };
        if (m_spec.kind == ChartKind::Waterfall) {
            const double slot = m_out.plot.width() / static_cast<double>(m_spec.steps.size());
            for (std::size_t i = 0; i < m_spec.steps.size(); ++i) {
                const double most = m_staggers ? 2.0 * slot - kGrid : slot - 2.0;
                add(static_cast<double>(i), qs(m_spec.steps[i].label), most, m_staggers && i % 2 == 1);
            }
        } else if (m_spec.kind == ChartKind::Xy && m_spec.x.kind == present::XAxis::Kind::Months) {
            addCalendar(add);
        } else if (hasNumericX()) {
            const int most = std::clamp(static_cast<int>(m_out.plot.width() / (3.6 * m_line)), 2, 10);
            const present::Ticks ticks = present::ticksWithin(m_out.x, most);
            const bool signs = !isHeat() && m_out.x.low < 0.0 && m_out.x.high > 0.0;
            for (const double value : ticks.values) {
                m_out.markedX.push_back(value);
                add(value, qs(present::numberText(value, {ticks.decimals, signs, true})), m_size.width());
            }
            if (!m_spec.x.title.empty()) {
                // Longer words than the plot is wide take the width of the picture.
                const double room = m_size.width() - 2.0 * kMargin;
                const QString title = QFontMetricsF(m_fonts.label).elidedText(qs(m_spec.x.title), Qt::ElideMiddle, room);
                const double width = std::max(widthOf(m_fonts.label, title), 1.0);
                const double left = std::clamp(m_out.plot.center().x() - width / 2.0, kMargin, std::max(kMargin, kMargin + room - width));
                m_out.texts.push_back({QRectF(left, top + m_line, width, m_line), title, m_tokens.muted, m_fonts.label, Qt::AlignCenter});
            }
        }
    }

    template <typename Add>
    void addCalendar(Add add) {
        const double slot = widthOf(m_fonts.label, QStringLiteral("Q4 20266"));
        const int most = std::max(2, static_cast<int>(m_out.plot.width() / slot) + 1);
        // An axis that begins before its first month (half a bar) still counts months from zero.
        const int months = std::max(1, static_cast<int>(std::floor(m_out.x.high + 1e-9)));
        double free = -1e9;
        const auto ticks = present::calendarTicks(m_spec.x.start, months, most);
        for (std::size_t i = 0; i < ticks.size(); ++i) {
            const QString text = qs(ticks[i].label);
            const double half = widthOf(m_fonts.label, text) / 2.0;
            const double at = m_out.at(ticks[i].month, m_out.y.low).x();
            m_out.markedX.push_back(ticks[i].month);
            if (at - half < free) {
                continue;
            }
            free = at + half + kGrid;
            add(ticks[i].month, text, m_size.width());
        }
    }

    [[nodiscard]] QStringList nameLines(const present::BarRow& row, double room) const {
        return rowNameLines(qs(row.label), m_fonts.label, m_out.plot.height() / static_cast<double>(m_spec.rows.size()), room * kMostRowLabelShare);
    }

    [[nodiscard]] double rowNamesWidth(double room) const {
        double names = 0.0;
        for (const present::BarRow& row : m_spec.rows) {
            for (const QString& line : nameLines(row, room)) {
                names = std::max(names, widthOf(m_fonts.label, line));
            }
        }
        return std::min(names, room * kMostRowLabelShare);
    }

    /// Room for names at the left and for values beyond the bars.
    void reserveRows(double left, double right) {
        double before = 0.0;
        double after = 0.0;
        for (const present::BarRow& row : m_spec.rows) {
            for (const BarEnd& end : barEnds(m_spec, row)) {
                double& side = end.left ? before : after;
                side = std::max(side, widthOf(m_fonts.label, end.text) + kGrid);
            }
        }
        m_out.plot.setLeft(left + rowNamesWidth(right - left) + kLabelGap + before);
        m_out.plot.setRight(std::max(m_out.plot.left() + 1.0, right - after));
    }

    void addRowLabels(double left) {
        const double room = m_size.width() - 2.0 * kMargin;
        const double names = rowNamesWidth(room);
        if (m_out.plot.height() / static_cast<double>(m_spec.rows.size()) < m_line * 0.8) {
            return;
        }
        for (std::size_t i = 0; i < m_spec.rows.size(); ++i) {
            const present::BarRow& row = m_spec.rows[i];
            const double y = m_out.at(static_cast<double>(i), 0.0).y() - m_line / 2.0;
            const QStringList lines = nameLines(row, room);
            double top = y - m_line / 2.0 * static_cast<double>(lines.size() - 1);
            for (const QString& line : lines) {
                // Names of several rows often begin alike and differ at the end.
                const QString name = QFontMetricsF(m_fonts.label).elidedText(line, Qt::ElideMiddle, names);
                m_out.texts.push_back({QRectF(left, top, names, m_line), name, &line == &lines.front() ? m_tokens.text : m_tokens.muted, m_fonts.label,
                                       Qt::AlignRight | Qt::AlignVCenter});
                top += m_line;
            }
            addRowValues(row, y, static_cast<double>(i));
        }
    }

    void addRowValues(const present::BarRow& row, double y, double index) {
        for (const BarEnd& end : barEnds(m_spec, row)) {
            const double x = m_out.at(index, end.value).x();
            const double width = widthOf(m_fonts.label, end.text);
            const QRectF rect(end.left ? x - width - kGrid : x + kGrid, y, width, m_line);
            m_out.texts.push_back({rect, end.text, m_tokens.muted, m_fonts.label, Qt::AlignCenter});
        }
    }

    void addStepLabels() {
        double level = 0.0;
        const double slot = m_out.plot.width() / static_cast<double>(m_spec.steps.size());
        for (std::size_t i = 0; i < m_spec.steps.size(); ++i) {
            const present::WaterfallStep& step = m_spec.steps[i];
            const double before = step.isTotal ? 0.0 : level;
            level = step.isTotal ? step.value : level + step.value;
            const QString text = qs(present::valueText(m_spec, step.value, 1, !step.isTotal));
            const double width = widthOf(m_fonts.label, text);
            if (width > slot + kGrid) {
                continue;
            }
            const QPointF top = m_out.at(static_cast<double>(i), std::max(before, level));
            m_out.texts.push_back({QRectF(top.x() - width / 2.0, top.y() - m_line - 1.0, width, m_line), text,
                                   m_tokens.text, m_fonts.label, Qt::AlignCenter});
        }
    }

    void addMarkerLabels(double left, double right) {
        double freeFrom = left;
        for (const present::Marker& marker : m_spec.markers) {
            if (marker.kind == present::Marker::Kind::Horizontal) {
                const double y = m_out.at(m_out.x.high, marker.at).y();
                if (!marker.label.empty()) {
                    m_out.texts.push_back({QRectF(m_out.plot.left() + kGrid, y - m_line, m_out.plot.width() - 2.0 * kGrid, m_line),
                                           qs(marker.label), m_tokens.words(marker.role), m_fonts.label,
                                           Qt::AlignRight | Qt::AlignVCenter});
                }
                continue;
            }
            const double x = m_out.at(marker.at, m_out.y.low).x();
            const double y = m_out.plot.top() - m_line;
            const auto add = [&](const std::string& label, const Role& role, bool atLeft) {
                if (label.empty()) {
                    return;
                }
                const double width = widthOf(m_fonts.strong, qs(label));
                double from = atLeft ? x - width - kGrid : x + kGrid;
                from = std::clamp(from, left, std::max(left, right - width));
                if (from < freeFrom && !atLeft) {
                    return;  // two markers side by side: the first keeps its words, the second its line
                }
                freeFrom = from + width + kLabelGap;
                m_out.texts.push_back({QRectF(from, y, width, m_line), qs(label), m_tokens.words(role),
                                       role.kind == Role::Kind::Neutral ? m_fonts.label : m_fonts.strong});
            };
            add(marker.leftLabel, marker.leftRole, true);
            if (!marker.leftLabel.empty()) {
                freeFrom = std::min(freeFrom, x);
            }
            add(marker.label, marker.role, false);
        }
    }

    [[nodiscard]] std::vector<Wanted> wantedLabels() const {
        std::vector<Wanted> wanted;
        double areaTop = 0.0;
        double barTop = 0.0;
        double barBottom = 0.0;
        for (const present::Series& series : m_spec.series) {
            if (series.runs.empty() || series.runs.back().empty()) {
                continue;
            }
            const present::Point last = series.runs.back().back();
            double y = last.y;
            if (series.kind == present::SeriesKind::StackedArea) {
                y = areaTop + last.y / 2.0;
                areaTop += last.y;
            } else if (series.kind == present::SeriesKind::StackedBars) {
                double& end = last.y < 0.0 ? barBottom : barTop;
                y = end + last.y / 2.0;
                end += last.y;
            }
            if (!series.directLabel) {
                continue;
            }
            QString text = qs(series.name);
            const bool isLine = series.kind == present::SeriesKind::Line || series.kind == present::SeriesKind::Step;
            if (series.labelValue && isLine) {
                text += QLatin1Char(' ') + qs(present::valueText(m_spec, last.y));
            }
            wanted.push_back({text, m_tokens.words(series.role), m_tokens.stroke(series.role), series.role,
                              m_fonts.strong, last.x, y, true});
        }
        for (const present::Band& band : m_spec.bands) {
            const auto add = [&](const std::string& label, const std::vector<present::Point>& edge) {
                if (!label.empty() && !edge.empty()) {
                    wanted.push_back({qs(label), m_tokens.muted, m_tokens.line, band.role, m_fonts.label, edge.back().x,
                                      edge.back().y, false});
                }
            };
            add(band.upperLabel, band.upper);
            add(band.lowerLabel, band.lower);
        }
        return wanted;
    }

    /// Rows of mark and name below the subtitle, where the names do not fit at the ends.
    double addLegend(const std::vector<Wanted>& wanted, double left, double top, double right) {
        double x = left;
        double y = top;
        for (const Wanted& entry : wanted) {
            if (!entry.isSeries) {
                continue;
            }
            const double width = std::min(widthOf(m_fonts.label, entry.text), right - left - m_line);
            if (x > left && x + m_line + width > right) {
                x = left;
                y += m_line + 2.0;
            }
            const QString text = QFontMetricsF(m_fonts.label).elidedText(entry.text, Qt::ElideRight, width);
            m_out.legend.push_back({QRectF(x, y + m_line * 0.2, m_line * 0.6, m_line * 0.6), entry.role,
                                    {QRectF(x + m_line, y, width, m_line), text, m_tokens.text, m_fonts.label}});
            x += m_line + width + 3.0 * kGrid;
        }
        return y + m_line + kLabelGap;
    }

    void addEndLabels(std::vector<Wanted>& wanted, double right) {
        if (wanted.empty()) {
            return;
        }
        const auto yOf = [this](const Wanted& label) {
            return std::clamp(m_out.at(label.x, label.y).y(), m_out.plot.top(), m_out.plot.bottom());
        };
        std::stable_sort(wanted.begin(), wanted.end(), [&](const Wanted& a, const Wanted& b) { return yOf(a) < yOf(b); });
        std::vector<double> centres;
        for (const Wanted& label : wanted) {
            // Above the plot are the words of markers.
            const double first = m_out.plot.top() + (m_markerWords ? m_line / 2.0 : 0.0);
            const double least = centres.empty() ? first : centres.back() + m_line;
            centres.push_back(std::max(yOf(label), least));
        }
        double most = m_out.plot.bottom();
        for (auto centre = centres.rbegin(); centre != centres.rend(); ++centre) {
            *centre = std::min(*centre, most);
            most = *centre - m_line;
        }
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const QPointF anchor(m_out.at(wanted[i].x, wanted[i].y).x(), yOf(wanted[i]));
            const double left = m_out.plot.right() + 3.0 * kGrid;
            EndLabel label;
            label.words = {QRectF(left, centres[i] - m_line / 2.0, std::max(1.0, right - left + 2.0), m_line), wanted[i].text,
                           wanted[i].colour, wanted[i].font};
            label.anchor = anchor;
            label.line = wanted[i].line;
            label.moved = std::abs(centres[i] - anchor.y()) > kMovedBy;
            m_out.endLabels.push_back(std::move(label));
        }
    }

    const ChartSpec& m_spec;
    const Tokens& m_tokens;
    const ChartFonts& m_fonts;
    QSizeF m_size;
    double m_line;
    bool m_staggers = false;
    bool m_markerWords = false;
    ChartLayout m_out;
};

}  // namespace

QPointF ChartLayout::at(double xValue, double yValue) const {
    const double alongX = (xValue - x.low) / (x.high - x.low);
    const double alongY = (yValue - y.low) / (y.high - y.low);
    if (horizontal) {
        return {plot.left() + alongY * plot.width(), plot.top() + alongX * plot.height()};
    }
    return {plot.left() + alongX * plot.width(), plot.bottom() - alongY * plot.height()};
}

double ChartLayout::xAt(const QPointF& position) const {
    const double along = horizontal ? (position.y() - plot.top()) / plot.height() : (position.x() - plot.left()) / plot.width();
    return x.low + along * (x.high - x.low);
}

double ChartLayout::yAt(const QPointF& position) const {
    const double along = horizontal ? (position.x() - plot.left()) / plot.width() : (plot.bottom() - position.y()) / plot.height();
    return y.low + along * (y.high - y.low);
}

ChartFonts ChartFonts::from(const QFont& base) {
    ChartFonts fonts{base, base, base};
    const double points = base.pointSizeF() > 0.0 ? base.pointSizeF() : kSmallestPoints;
    fonts.title.setPointSizeF(std::max(kSmallestPoints, points));
    fonts.title.setBold(true);
    fonts.label.setPointSizeF(std::max(kSmallestPoints, points * 0.92));
    fonts.strong = fonts.label;
    fonts.strong.setBold(true);
    return fonts;
}

QStringList wrapped(const QString& text, const QFont& font, double width, int most) {
    const QFontMetricsF metrics(font);
    QStringList lines;
    QString rest = text.simplified();
    while (!rest.isEmpty() && lines.size() + 1 < most && metrics.horizontalAdvance(rest) > width) {
        qsizetype end = rest.size();
        while (end > 0 && metrics.horizontalAdvance(rest.left(end)) > width) {
            end = rest.lastIndexOf(QLatin1Char(' '), end - 1);
        }
        if (end <= 0) {
            break;  // one word wider than the line
        }
        lines << rest.left(end);
        rest = rest.mid(end + 1);
    }
    if (!rest.isEmpty()) {
        lines << metrics.elidedText(rest, Qt::ElideRight, width);
    }
    return lines;
}

ChartLayout layOut(const ChartSpec& spec, const Tokens& tokens, const ChartFonts& fonts, const QSizeF& size,
                   const QString& footer, const QString& problem) {
    return Builder(spec, tokens, fonts, size).build(footer, problem);
}

}  // namespace offtake::ui
