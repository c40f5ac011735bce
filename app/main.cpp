#include <cstdio>
#include <exception>
#include <string>

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include "app/gui/Options.h"
#include "app/gui/Render.h"
#include "data/document/Backups.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/document/Indices.h"
#include "ui/document/Sensitivities.h"
#include "ui/document/Simulations.h"
#include "ui/forecast/ForecastDialog.h"
#include "ui/text/Text.h"
#include "ui/theme/Theme.h"
#include "ui/window/ForecastCommands.h"
#include "ui/window/MainWindow.h"

namespace {

using namespace offtake;

int complain(const Error& error) {
    std::fprintf(stderr, "offtake: %s\n", error.english().c_str());
    return static_cast<int>(cli::exitCodeOf(error.code));
}

/// What has to be set before there is an application.
void prepareToRender(const gui::Options& options) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_SCALE_FACTOR", QByteArray::number(options.scale));
}

void showForecast(ui::MainWindow& window, const gui::Options& options) {
    ui::ForecastDialog& dialog = window.forecasts().dialog();
    const QString series = ui::toQt(options.series);
    if (QFileInfo(series).isFile()) {
        dialog.askFile(series);
    } else {
        dialog.askCatalogue(series);
    }
    dialog.forecasts().wait();
}

int show(const gui::Options& options) {
    const bool remembers = !options.render;
    ui::Theme theme(options.dark ? ui::Theme::Mode::Dark : ui::Theme::Mode::Light);
    theme.apply();
    ui::QtDialogs dialogs;
    const QString config = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    ui::MainWindow window({theme, dialogs, remembers ? QDir(config).filePath(QStringLiteral("offtake/offtake.ini")) : QString(),
                           remembers ? document::stateFolder(qEnvironmentVariable("XDG_STATE_HOME").toStdString(),
                                                             qEnvironmentVariable("HOME").toStdString())
                                     : std::string()});
    if (!options.study.empty()) {
        if (const auto opened = window.open(ui::toQt(options.study)); !opened) {
            return complain(opened.error());
        }
    }
    if (!options.scenario.empty()) {
        window.results().setScenario(options.scenario);
        if (window.results().scenario() != options.scenario) {
            return complain({ErrorCode::UnknownName, "--scenario", {"The study has no scenario \"{0}\".", {options.scenario}}, {}});
        }
    }
    if (!options.input.empty()) {
        const auto path = study::parsePath(options.input);
        if (!path) {
            return complain(path.error());
        }
        if (const auto place = study::findInput(window.document().study(), *path); !place) {
            return complain(place.error());
        }
        window.showInput(*path);
    }
    if (!options.render) {
        window.show();
        return QApplication::exec();
    }
    theme.setMode(options.dark ? ui::Theme::Mode::Dark : ui::Theme::Mode::Light);
    window.showPage(options.page == "welcome" ? ui::MainWindow::Page::Welcome
                    : options.page == "deals" ? ui::MainWindow::Page::Deals
                    : options.page == "uncertainty" ? ui::MainWindow::Page::Uncertainty
                                                    : ui::MainWindow::Page::Compare);
    window.results().waitForResult();
    window.simulations().waitForRun();
    window.sensitivities().wait();
    if (window.page() == ui::MainWindow::Page::Uncertainty) {
        window.indices().wait();
    }
    if (window.results().error() && !options.study.empty()) {
        return complain(*window.results().error());
    }
    const bool isDialog = options.page == "forecast";
    if (isDialog) {
        showForecast(window, options);
    }
    const auto drawn = isDialog ? gui::renderDialog(window.forecasts().dialog(), options) : gui::render(window, options);
    if (!drawn) {
        return complain(drawn.error());
    }
    return static_cast<int>(cli::ExitCode::Ok);
}

}  // namespace

int main(int argc, char** argv) {
    const auto asked = gui::readOptions(argc, argv);
    if (const auto* ending = std::get_if<gui::Ending>(&asked)) {
        std::fputs(ending->text.c_str(), ending->code == cli::ExitCode::Ok ? stdout : stderr);
        return static_cast<int>(ending->code);
    }
    const gui::Options& options = std::get<gui::Options>(asked);
    if (options.render) {
        prepareToRender(options);
    }
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("offtake"));

    QApplication::setApplicationVersion(QStringLiteral(OFFTAKE_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.offtake_project.Offtake"));
    try {
        return show(options);
    } catch (const std::exception& defect) {
        std::fprintf(stderr, "offtake: stopped by a defect of the program: %s\n", defect.what());
        return static_cast<int>(cli::ExitCode::Internal);
    }
}
