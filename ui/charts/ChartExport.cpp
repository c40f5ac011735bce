#include "ui/charts/ChartExport.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include <QBuffer>
#include <QGraphicsScene>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <QtCharts/QChart>

#include "core/present/ChartCheck.h"
#include "core/present/ChartRead.h"
#include "data/file/AtomicFile.h"
#include "ui/charts/ChartRenderer.h"

namespace offtake::ui {
namespace {

constexpr double kPointsPerInch = 72.0;
constexpr double kLeastSide = 64.0;
constexpr double kMostSide = 8192.0;

QSizeF saneSize(const QSizeF& size) {
    return {std::clamp(size.width(), kLeastSide, kMostSide), std::clamp(size.height(), kLeastSide, kMostSide)};
}

/// The resolution at which fonts were measured; every device must agree with it or words leave their places.
int layoutResolution() { return QImage(1, 1, QImage::Format_ARGB32_Premultiplied).logicalDpiY(); }

class Scene {
public:
    Scene(const present::ChartSpec& spec, const ExportOptions& options) : m_size(saneSize(options.size)) {
        auto* chart = new QChart;
        m_scene.addItem(chart);
        auto* renderer = new ChartRenderer(chart);
        renderer->setTokens(options.dark ? darkTokens() : lightTokens());
        renderer->setFooter(options.footer);
        chart->resize(m_size);
        renderer->render(spec);
        m_chart = chart;
    }
    void paint(QPainter& painter) {
        painter.setRenderHint(QPainter::Antialiasing);
        m_scene.render(&painter, QRectF(QPointF(), m_size), m_chart->geometry());
    }
    [[nodiscard]] QSizeF size() const { return m_size; }

private:
    QGraphicsScene m_scene;
    QChart* m_chart = nullptr;
    QSizeF m_size;
};

QByteArray svgBytes(const present::ChartSpec& spec, const ExportOptions& options) {
    Scene scene(spec, options);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(layoutResolution());
    generator.setSize(scene.size().toSize());
    generator.setViewBox(QRectF(QPointF(), scene.size()));
    generator.setTitle(QString::fromStdString(spec.title));
    generator.setDescription(QString::fromStdString(present::describe(spec)));
    QPainter painter(&generator);
    scene.paint(painter);
    painter.end();
    return buffer.data();
}

/// Qt writes the time of creation and a random identifier; equal charts must give equal bytes. The lengths stay, so
/// the file's table of offsets stays right.
void removeTraces(QByteArray& pdf) {
    const auto blank = [&pdf](const char* begin, char end, char with) {
        qsizetype at = 0;
        while ((at = pdf.indexOf(begin, at)) >= 0) {
            at += static_cast<qsizetype>(std::string_view(begin).size());
            for (; at < pdf.size() && pdf[at] != end; ++at) {
                if (std::isalnum(static_cast<unsigned char>(pdf[at])) != 0) {
                    pdf[at] = with;
                }
            }
        }
    };
    blank("/CreationDate (D:", ')', '0');
    blank("<xmp:CreateDate>", '<', '0');
    blank("<xmp:ModifyDate>", '<', '0');
    blank("<xmp:MetadataDate>", '<', '0');
    blank("uuid:", '<', '0');
}

QByteArray pdfBytes(const present::ChartSpec& spec, const ExportOptions& options) {
    Scene scene(spec, options);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    const int resolution = layoutResolution();
    writer.setResolution(resolution);
    writer.setPageSize(QPageSize(scene.size() * kPointsPerInch / resolution, QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    writer.setTitle(QString::fromStdString(spec.title));
    QPainter painter(&writer);
    scene.paint(painter);
    painter.end();
    QByteArray bytes = buffer.data();
    removeTraces(bytes);
    return bytes;
}

}  // namespace

QImage chartImage(const present::ChartSpec& spec, const ExportOptions& options) {
    Scene scene(spec, options);
    const double ratio = std::clamp(options.devicePixelRatio, 0.5, 8.0);
    QImage image((scene.size() * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill((options.dark ? darkTokens() : lightTokens()).raised);
    QPainter painter(&image);
    scene.paint(painter);
    painter.end();
    return image;
}

Expected<QByteArray> chartBytes(const present::ChartSpec& spec, PictureFormat format, const ExportOptions& options) {
    if (const auto checked = present::validate(present::decimated(spec)); !checked) {
        return tl::unexpected<Error>(checked.error());
    }
    switch (format) {
        case PictureFormat::Svg:
            return svgBytes(spec, options);
        case PictureFormat::Pdf:
            return pdfBytes(spec, options);
        case PictureFormat::Csv:
            return QByteArray::fromStdString(present::chartCsv(spec));
        case PictureFormat::Png:
            break;
    }
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!chartImage(spec, options).save(&buffer, "PNG")) {
        return fail(ErrorCode::Internal, spec.id, {"The picture could not be encoded.", {}});
    }
    return buffer.data();
}

Expected<PictureFormat> pictureFormatOf(const std::string& path) {
    constexpr std::array<std::pair<std::string_view, PictureFormat>, 4> kFormats = {{{".png", PictureFormat::Png},
                                                                                   {".svg", PictureFormat::Svg},
                                                                                   {".pdf", PictureFormat::Pdf},
                                                                                   {".csv", PictureFormat::Csv}}};
    const std::string lower = QString::fromStdString(path).toLower().toStdString();
    for (const auto& [suffix, format] : kFormats) {
        if (lower.ends_with(suffix)) {
            return format;
        }
    }
    return fail(ErrorCode::UnknownName, path, {"This kind of file is not written for charts.", {}},
                {"Use a name that ends in .png, .svg, .pdf or .csv.", {}});
}

Expected<void> exportChart(const present::ChartSpec& spec, const std::string& path, const ExportOptions& options) {
    const auto format = pictureFormatOf(path);
    if (!format) {
        return tl::unexpected<Error>(format.error());
    }
    const auto bytes = chartBytes(spec, *format, options);
    if (!bytes) {
        return tl::unexpected<Error>(bytes.error());
    }
    const auto written = file::writeAtomically(path, bytes->toStdString());
    if (!written) {
        return tl::unexpected<Error>(written.error());
    }
    return {};
}

}  // namespace offtake::ui
