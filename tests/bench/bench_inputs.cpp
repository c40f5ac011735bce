// How long an edit takes until the table of inputs shows it, for a small and for a very large study.
#include <QApplication>

#include <benchmark/benchmark.h>

#include "core/study/EditBuilders.h"
#include "core/study/Validate.h"
#include "core/study/kinds/ClauseInputs.h"
#include "ui/inputs/InputTreeView.h"
#include "ui/theme/Theme.h"

namespace {

using namespace offtake;
using namespace offtake::study;

/// Deals with three tranches of four clauses each: about 250 values a deal.
Study studyWith(int deals) {
    Element root = makeElement(kStudyKind, "");
    for (int d = 0; d < deals; ++d) {
        Element deal = makeElement(kDealKind, "deal-" + std::to_string(d));
        int number = 0;
        for (const ElementKind* kind : {&kOwnedKind, &kOfftakeKind, &kCloudKind}) {
            Element tranche = makeElement(*kind, "tranche-" + std::to_string(number++));
            for (const ElementKind* clause : {&kFixedFeeKind, &kTerminationKind, &kPrepaymentKind, &kSlaKind, &kDeliveryKind}) {
                add(tranche, makeElement(*clause, std::string(clause->key)));
            }
            add(deal, std::move(tranche));
        }
        add(root, std::move(deal));
    }
    return Study(std::make_shared<const Element>(std::move(root)));
}

struct Bench {
    ui::Theme theme{ui::Theme::Mode::Light};
    ui::InputTreeModel model;
    ui::InputTreeView view{theme, model};
    Study study;
    double number = 1000.0;

    explicit Bench(int deals) : study(studyWith(deals)) {
        model.setStudy(study);
        view.resize(1000, 800);
        view.show();
        view.openFirstLevels();
        QApplication::processEvents();
    }
    void edit() {
        Value value;
        value.numbers = {number += 1.0};
        study = *apply(study, {SetValue{*parsePath("deal.deal-0.tranche.tranche-1.accelerators"), value}});
        model.setStudy(study);
        view.viewport()->repaint();
    }
};

void editOneValue(benchmark::State& state) {
    Bench bench(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        bench.edit();
    }
}
void editOneValueAndValidate(benchmark::State& state) {
    Bench bench(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        bench.edit();
        bench.model.setProblems(validate(bench.study));
    }
}
void editWhileFiltered(benchmark::State& state) {
    Bench bench(static_cast<int>(state.range(0)));
    bench.view.setFilter({QStringLiteral("accelerators"), false, false});
    for (auto _ : state) {
        bench.edit();
    }
}
void find(benchmark::State& state) {
    Bench bench(static_cast<int>(state.range(0)));
    bool odd = false;
    for (auto _ : state) {
        bench.view.setFilter({(odd = !odd) ? QStringLiteral("price") : QStringLiteral("fee"), false, false});
    }
}
void addAClause(benchmark::State& state) {
    Bench bench(static_cast<int>(state.range(0)));
    const Path tranche = *parsePath("deal.deal-0.tranche.tranche-1");
    for (auto _ : state) {
        const Study before = bench.study;
        bench.study = *apply(before, insertNew(**findElement(before, tranche), tranche, kRampKind, ""));
        bench.model.setStudy(bench.study);
        bench.study = before;
        bench.model.setStudy(before);
    }
}
void openAStudy(benchmark::State& state) {
    const Study study = studyWith(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        ui::InputTreeModel model;
        model.setStudy(study);
        benchmark::DoNotOptimize(model.rowCount());
    }
}

BENCHMARK(editOneValue)->Arg(2)->Arg(200)->Unit(benchmark::kMillisecond);
BENCHMARK(editOneValueAndValidate)->Arg(2)->Arg(200)->Unit(benchmark::kMillisecond);
BENCHMARK(editWhileFiltered)->Arg(2)->Arg(200)->Unit(benchmark::kMillisecond);
BENCHMARK(find)->Arg(2)->Arg(200)->Unit(benchmark::kMillisecond);
BENCHMARK(addAClause)->Arg(2)->Arg(200)->Unit(benchmark::kMillisecond);
BENCHMARK(openAStudy)->Arg(2)->Arg(200)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
