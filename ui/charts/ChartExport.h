#pragma once

#include <string>

#include <QByteArray>
#include <QFont>
#include <QImage>
#include <QSizeF>

#include "core/base/Error.h"
#include "core/present/ChartSpec.h"

namespace offtake::ui {

/// How a chart leaves the program. Light unless asked otherwise: pictures end up on paper.
struct ExportOptions {
    QSizeF size{1000.0, 600.0};    ///< device-independent pixels
    double devicePixelRatio = 2.0;  ///< PNG only
    bool dark = false;
    QString footer;  ///< below the caption: program, file hash, seed
};

enum class PictureFormat { Png, Svg, Pdf, Csv };

/// The picture, with title, caption and footer drawn in. Needs a QApplication, no window.
[[nodiscard]] QImage chartImage(const present::ChartSpec& spec, const ExportOptions& options = {});

/// The file's bytes. The same chart, fonts and version give the same bytes: no time, no random id.
/// Errors: Inconsistent when the chart cannot be drawn; Internal when Qt cannot encode it.
[[nodiscard]] Expected<QByteArray> chartBytes(const present::ChartSpec& spec, PictureFormat format,
                                              const ExportOptions& options = {});

/// By the suffix of the path: .png, .svg, .pdf, .csv. Errors: UnknownName for another suffix.
[[nodiscard]] Expected<PictureFormat> pictureFormatOf(const std::string& path);

/// Writes the file in one step; the one function for menu and command line. Errors: as chartBytes, NotWritable.
[[nodiscard]] Expected<void> exportChart(const present::ChartSpec& spec, const std::string& path,
                                         const ExportOptions& options = {});

}  // namespace offtake::ui
