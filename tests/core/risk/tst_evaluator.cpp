#include <QtTest>

#include "core/economics/Effect.h"
#include "core/risk/Evaluator.h"
#include "core/study/Edit.h"
#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/ComparisonStudies.h"
#include "tests/core/support/RandomStudy.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::risk;

namespace {

struct Compared {
    int changes = 0;
    int throughSlots = 0;
};

/// Holds every numeric input of a study, changed through the evaluator, against the study computed anew.
Compared compareWithWholeStudies(const study::Study& study) {
    Compared counted;
    auto evaluator = Evaluator::of(study);
    if (!evaluator) {
        qFatal("%s", evaluator.error().english().c_str());
    }
    study::walk(study.root(), {}, [&](const study::Path& path, const study::Element& element) {
        const bool elsewhere = element.kind->role == study::Role::Scenario || element.kind->role == study::Role::Override;
        for (std::size_t i = 0; !elsewhere && i < element.values.size(); ++i) {
            const study::Input& input = *element.kind->inputs[i];
            if (!input.numeric()) {
                continue;
            }
            const auto knob = evaluator->numericKnob(path.input(input.key).text());
            for (study::Value other : otherValues(input, element.values[i])) {
                other.uncertainty.process = element.values[i].uncertainty.process;
                const Setting setting{&*knob, other};
                const auto outcome = evaluator->at({&setting, 1});
                const auto changed = study::apply(study, study::Edit{study::SetValue{knob->path, other}});
                const auto whole = changed ? evaluateStudy(*changed) : Expected<StudyResult>(tl::unexpected(changed.error()));
                if (outcome.has_value() != whole.has_value()) {
                    qFatal("%s", knob->path.text().c_str());
                }
                for (std::size_t deal = 0; whole && deal < whole->deals.size(); ++deal) {
                    const DealResult& expected = whole->deals[deal];
                    if (outcome->metrics[deal].value != expected.evaluation.metrics.value || outcome->metrics[deal].exists != expected.evaluation.metrics.exists ||
                        outcome->scales[deal] != expected.scale || outcome->sizing[deal].has_value() != expected.sizing.has_value()) {
                        qFatal("%s of deal %s", knob->path.text().c_str(), expected.id.c_str());
                    }
                }
                ++counted.changes;
                counted.throughSlots += knob->slots.count > 0 ? 1 : 0;
            }
        }
    });
    return counted;
}

}  // namespace

class TestEvaluator : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyChangedInputGivesTheFiguresOfTheChangedStudyToTheLastBit() {
        Compared all;
        for (std::uint64_t seed = 0; seed < 4; ++seed) {
            const Compared one = compareWithWholeStudies(testing::randomStudy(seed));
            all.changes += one.changes;
            all.throughSlots += one.throughSlots;
        }
        QVERIFY2(all.changes > 500, qPrintable(QString::number(all.changes)));
        QVERIFY2(2 * all.throughSlots > all.changes, qPrintable(QString::number(all.throughSlots)));
    }
    void dealsOfASizedStudyAreSizedAnew() {
        const auto study = testing::changed(testing::leaseOrOpen(), "study.sizing", "same-money");
        auto evaluator = Evaluator::of(study);
        QCOMPARE(evaluator->sizedDeals(), std::vector<std::size_t>{1});
        const auto fee = evaluator->numericKnob("deal.lease.tranche.colossus.clause.fixed-fee.fee");
        const Setting doubled{&*fee, valueOf(300e6)};
        const auto outcome = evaluator->at({&doubled, 1});
        QVERIFY(outcome->scales[1] > 1.5 * evaluator->standing().scales[1]);
        const auto difference = evaluator->figureOf(*outcome, {Metric::PresentCost, 0, 1});
        QVERIFY(std::abs(*difference) < 1e-11 * outcome->metrics[0][Metric::PresentCost]);  // as solveScale promises
    }
    void severalSettingsHoldTogether() {
        auto evaluator = Evaluator::of(testing::leaseOrOpen());
        const auto fee = evaluator->numericKnob("deal.lease.tranche.colossus.clause.fixed-fee.fee");
        const auto rate = evaluator->numericKnob("party.lab.discount-rate");
        const std::vector<Setting> both{{&*fee, valueOf(75e6)}, {&*rate, valueOf(0.0)}};
        const auto outcome = evaluator->at(both);
        QCOMPARE(*evaluator->figureOf(*outcome, {Metric::TotalCost, 0}), 42 * 75e6);
        QCOMPARE(*evaluator->figureOf(*outcome, {Metric::PresentCost, 0}), 42 * 75e6);
        QCOMPARE(*evaluator->figureOf(evaluator->standing(), {Metric::TotalCost, 0}), 42 * 150e6);
    }
    void aReferenceToAnAssumptionIsReplacedWhereItStandsAndTheAssumptionMovesAllOfThem() {
        study::Element shared = study::makeElement(study::kAssumptionKind, "rate");
        study::with(shared, study::kAssumptionValue, 0.1);
        study::with(shared, study::kAssumptionUnit, "%/yr");
        const auto with = study::apply(testing::leaseOrOpen(), study::Edit{study::InsertElement{{}, 0, std::make_shared<const study::Element>(shared)}});
        auto study = testing::changed(*with, "party.lab.discount-rate", "= rate");
        study = testing::changed(study, "party.lab.reinvestment-rate", "= rate");
        auto evaluator = Evaluator::of(study);
        const auto knob = evaluator->numericKnob("assumption.rate.value");
        QCOMPARE(knob->unit.symbol, std::string_view("%/yr"));
        const auto moved = evaluator->at({Metric::PresentCost, 0}, *knob, 0.0);
        QCOMPARE(*moved, 42 * 150e6);
        const auto own = evaluator->numericKnob("party.lab.discount-rate");
        QCOMPARE(own->number, 0.1);
        QCOMPARE(*evaluator->at({Metric::PresentCost, 0}, *own, 0.0), 42 * 150e6);
    }
    void whatCannotBeTriedIsRefusedByName() {
        auto evaluator = Evaluator::of(testing::leaseOrOpen());
        const auto unknown = evaluator->numericKnob("deal.lease.tranche.colossus.acelerators");
        QCOMPARE(unknown.error().code, ErrorCode::UnknownName);
        QVERIFY2(unknown.error().remedy.english().find("deal.lease.tranche.colossus.accelerators") != std::string::npos, unknown.error().english().c_str());
        QCOMPARE(evaluator->numericKnob("study.sizing").error().code, ErrorCode::Inconsistent);
        const auto accelerators = evaluator->numericKnob("deal.lease.tranche.colossus.accelerators");
        QCOMPARE(evaluator->at({Metric::Lcoc, 0}, *accelerators, -1.0).error().code, ErrorCode::OutOfBounds);
        QCOMPARE(evaluator->at({Metric::Lcoc, 0}, *accelerators, 0.0).error().code, ErrorCode::NoSolution);
    }
};

QTEST_APPLESS_MAIN(TestEvaluator)
#include "tst_evaluator.moc"
