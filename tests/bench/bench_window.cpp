// What a person waits for: the window, a study, the answer to an edit. The design asks for less than 1 s, 1 s and
// 50 ms. Run with QT_QPA_PLATFORM=offscreen.
#include <benchmark/benchmark.h>

#include <memory>

#include <QApplication>

#include "core/study/NewStudy.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/window/MainWindow.h"

namespace {

using namespace offtake;

struct Bench {
    ui::Theme theme{ui::Theme::Mode::Light};
    ui::QtDialogs dialogs;
    std::unique_ptr<ui::MainWindow> window = std::make_unique<ui::MainWindow>(ui::Surroundings{theme, dialogs, {}, {}});
};

/// Everything that was asked to be drawn is drawn.
void paint(QWidget& window) {
    QCoreApplication::processEvents();
    window.grab();
}

void startToPaintedWindow(benchmark::State& state) {
    for (auto _ : state) {
        Bench bench;
        bench.window->show();
        paint(*bench.window);
    }
}
BENCHMARK(startToPaintedWindow)->Unit(benchmark::kMillisecond);

void editToUpdatedScreen(benchmark::State& state) {
    Bench bench;
    bench.window->show();
    if (!bench.window->open(QStringLiteral("spacex-reflection"))) {
        state.SkipWithError("the example cannot be opened");
        return;
    }
    bench.window->showPage(static_cast<ui::MainWindow::Page>(state.range(0)));
    bench.window->results().waitForResult();
    paint(*bench.window);
    const study::Path path = study::parsePath("deal.lease.tranche.colossus.accelerators").value();
    double count = 20000.0;
    for (auto _ : state) {
        study::Value value;
        value.numbers = {count += 1.0};
        benchmark::DoNotOptimize(bench.window->document().apply({study::SetValue{path, value}}));
        bench.window->results().waitForResult();
        paint(*bench.window);
    }
}
BENCHMARK(editToUpdatedScreen)
    ->Unit(benchmark::kMillisecond)
    ->ArgName("page")
    ->Arg(static_cast<int>(ui::MainWindow::Page::Deals))
    ->Arg(static_cast<int>(ui::MainWindow::Page::Compare));

void openToPaintedStudy(benchmark::State& state) {
    study::Element root = study::newComparison().root();
    for (int i = 2; i < state.range(0); ++i) {
        root.children.push_back(study::newDeal(study::Study(std::make_shared<const study::Element>(root)), "Offer"));
    }
    const study::Study large(std::make_shared<const study::Element>(root));
    for (auto _ : state) {
        state.PauseTiming();
        Bench bench;
        bench.window->show();
        paint(*bench.window);
        state.ResumeTiming();
        bench.window->file().openUnsaved(large, true);
        bench.window->showPage(ui::MainWindow::Page::Deals);
        bench.window->results().waitForResult();
        paint(*bench.window);
    }
}
BENCHMARK(openToPaintedStudy)->Unit(benchmark::kMillisecond)->ArgName("deals")->Arg(2)->Arg(200);

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
}
