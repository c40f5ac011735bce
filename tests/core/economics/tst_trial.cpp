#include <cmath>
#include <set>

#include <QtTest>

#include "core/economics/Effect.h"
#include "core/economics/Trial.h"
#include "core/study/Edit.h"
#include "core/study/Validate.h"
#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/ExampleStudies.h"
#include "tests/core/support/RandomStudy.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::study;

namespace {

constexpr std::uint64_t kRandomStudies = 30;
constexpr std::uint64_t kMostStudies = 400;

/// What people are shown, gathered without the function under test.
std::vector<double> shownFigures(const StudyResult& result) {
    std::vector<double> all;
    for (std::size_t d = 0; d < result.deals.size(); ++d) {
        const DealResult& deal = result.deals[d];
        for (const MetricInfo& info : metrics()) {
            all.push_back(deal.figure(info.metric).value_or(-1e99));
        }
        for (int party = 0; party < deal.accounts->parties(); ++party) {
            all.push_back(deal.netOfParty(party));
        }
        for (const double cost : deal.costByMonth()) {
            all.push_back(cost);
        }
        for (const double hours : deal.quantityByMonth(result.plan.structure, d, Quantity::UsefulHours)) {
            all.push_back(hours);
        }
    }
    return all;
}

QStringList unmoved(const std::set<const Input*>& moved) {
    QStringList keys;
    for (const ElementKind* kind : allKinds()) {
        // Facts are kept beside the study, to be copied from; correlations move draws alone; tst_plan has the forecasts.
        if (kind->role == Role::Fact || kind->role == Role::Correlation || kind == &kForecastKind) {
            continue;
        }
        for (const Input* input : kind->inputs) {
            if (input->continuous() && !moved.contains(input)) {
                keys << QString::fromStdString(std::string(kind->key) + "." + std::string(input->key));
            }
        }
    }
    return keys;
}

Study withValue(const Study& study, const Path& path, const Value& value) { return *apply(study, Edit{SetValue{path, value}}); }

std::vector<std::pair<Path, InputPlace>> continuousInputs(const Study& study) {
    std::vector<std::pair<Path, InputPlace>> places;
    walk(study.root(), {}, [&](const Path& path, const Element& element) {
        for (std::size_t i = 0; i < element.values.size(); ++i) {
            if (element.kind->inputs[i]->continuous()) {
                places.push_back({path.input(element.kind->inputs[i]->key), {&element, static_cast<int>(i)}});
            }
        }
    });
    return places;
}

/// Sets each wanted input to other values until one moves a figure; notes it in `moved`.
template <typename Wanted>
void tryEveryInput(const Study& study, const Wanted& wanted, std::set<const Input*>& moved) {
    const auto before = evaluateStudy(study);
    QVERIFY2(before.has_value(), before ? "" : before.error().english().c_str());
    const std::vector<double> shownBefore = shownFigures(*before);
    for (const auto& [path, place] : continuousInputs(study)) {
        if (!wanted(place.input())) {
            continue;
        }
        for (const Value& other : otherValues(place.input(), place.value())) {
            const auto after = evaluateStudy(withValue(study, path, other));
            if (!after) {
                continue;  // refused with a reason: an assumption may not leave the bounds of who refers to it
            }
            if (changesResult(*before, *after)) {
                moved.insert(&place.input());
                break;
            }
            QVERIFY2(shownFigures(*after) == shownBefore, path.text().c_str());
        }
    }
}

}  // namespace

class TestTrial : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingAssignedIsTheStudyAsItStands() {
        const auto trial = evaluateTrial(testing::reflectionLease(), {}, {});
        QVERIFY(trial);
        QVERIFY(!changesResult(*evaluateStudy(testing::reflectionLease()), trial->result));
        QVERIFY(trial->withoutEffect.empty());
    }
    void namesAndNotesAreReportedAsWithoutEffect() {
        const std::vector<Assignment> changes{{"study.notes", "Another day"},
                                              {"deal.lease.name", "The lease"},
                                              {"deal.lease.tranche.colossus.clause.fixed-fee.fee", "160 M$/month"},
                                              {"party.spacex.discount-rate", "7 %"}};
        const auto trial = evaluateTrial(testing::reflectionLease(), {}, changes);
        QVERIFY2(trial.has_value(), trial ? "" : trial.error().english().c_str());
        std::vector<std::string> without;
        for (const Assignment& assignment : trial->withoutEffect) {
            without.push_back(assignment.path);
        }
        QCOMPARE(without, (std::vector<std::string>{"study.notes", "deal.lease.name", "party.spacex.discount-rate"}));
        QCOMPARE(*trial->result.deals[0].figure(Metric::Headline), 42.0 * 160e6);
    }
    void theValueThatIsThereAlreadyHasNoEffect() {
        const std::vector<Assignment> same{{"deal.lease.tranche.colossus.clause.fixed-fee.fee", "150 M$/month"}};
        QCOMPARE(evaluateTrial(testing::reflectionLease(), {}, same)->withoutEffect.size(), std::size_t{1});
    }
    void anotherBaselineOrPerspectiveIsAnEffect() {
        const std::vector<Assignment> seller{{"study.perspective", "spacex"}};
        QVERIFY(evaluateTrial(testing::reflectionLease(), {}, seller)->withoutEffect.empty());
    }
    void theSameInputTwiceIsRefused() {
        const std::vector<Assignment> twice{{"study.horizon", "36"}, {"study.horizon", "48"}};
        const auto trial = evaluateTrial(testing::reflectionLease(), {}, twice);
        QVERIFY(!trial);
        QCOMPARE(trial.error().code, ErrorCode::Inconsistent);
        QCOMPARE(trial.error().subject, std::string("study.horizon"));
    }
    void anAssignmentWinsOverTheScenarioAndComesBeforeItWhenItChangesIt() {
        Element root = testing::reflectionLease().root();
        Element scenario = makeElement(kScenarioKind, "cheap");
        Element item = makeElement(kOverrideKind, "o1");
        with(item, kTarget, "deal.lease.tranche.colossus.clause.fixed-fee.fee");
        with(item, kOverrideValue, "100 M$/month");
        add(scenario, item);
        add(root, scenario);
        const Study study(std::make_shared<const Element>(root));
        const auto headline = [&](std::vector<Assignment> changes) {
            return *evaluateTrial(study, "cheap", changes)->result.deals[0].figure(Metric::Headline);
        };
        QCOMPARE(headline({}), 4.2e9);
        QCOMPARE(headline({{"deal.lease.tranche.colossus.clause.fixed-fee.fee", "200 M$/month"}}), 8.4e9);
        QCOMPARE(headline({{"scenario.cheap.override.o1.value", "50 M$/month"}}), 2.1e9);
        const std::vector<Assignment> other{{"scenario.cheap.override.o1.value", "50 M$/month"}};
        QCOMPARE(evaluateTrial(study, {}, other)->withoutEffect.size(), std::size_t{1});
    }

    /// Whatever is set, either a figure changes or the change is reported as without effect; the report is true; and
    /// no input is without effect everywhere.
    void everyContinuousInputChangesAFigureOrIsReported() {
        std::set<const Input*> moved;
        for (std::uint64_t seed = 1; seed <= kRandomStudies; ++seed) {
            tryEveryInput(testing::randomStudy(seed), [](const Input&) { return true; }, moved);
        }
        // Some inputs matter in rare combinations only (the tax life: straight line, owned, taxed).
        const auto stillUnmoved = [&](const Input& input) { return !moved.contains(&input); };
        for (std::uint64_t seed = kRandomStudies + 1; seed <= kMostStudies && !unmoved(moved).isEmpty(); ++seed) {
            tryEveryInput(testing::randomStudy(seed), stillUnmoved, moved);
        }
        QVERIFY2(unmoved(moved).isEmpty(), qPrintable("inputs that never moved a figure: " + unmoved(moved).join(", ")));
    }
};

QTEST_APPLESS_MAIN(TestTrial)
#include "tst_trial.moc"
