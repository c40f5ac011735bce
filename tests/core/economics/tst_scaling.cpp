#include <QtTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/RandomStudy.h"
#include "tests/core/support/StudyEdits.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::study;
using namespace offtake::testing;

namespace {

constexpr std::uint64_t kStudies = 150;

ElementPtr rebuilt(const ElementPtr& element, const std::function<void(Element&)>& change) {
    Element copy = *element;
    for (ElementPtr& child : copy.children) {
        child = rebuilt(child, change);
    }
    change(copy);
    return std::make_shared<const Element>(std::move(copy));
}

/// Every element of the study changed, children before parents.
Study everywhere(const Study& study, const std::function<void(Element&)>& change) { return Study(rebuilt(study.rootPointer(), change)); }

bool isMoney(const units::NamedUnit& unit) { return unit.symbol.starts_with("$"); }

/// Every input whose unit starts with a dollar, times a factor; shared assumptions too.
Study atPrices(const Study& study, double factor) {
    return everywhere(study, [factor](Element& element) {
        for (std::size_t i = 0; i < element.values.size(); ++i) {
            const Input& input = *element.kind->inputs[i];
            const bool shared = &input == &kAssumptionValue && element.get(kAssumptionUnit).text.starts_with("$");
            if (input.continuous() && (isMoney(input.unit) || shared)) {
                for (double& number : element.values[i].numbers) {
                    number *= factor;
                }
            }
        }
    });
}

/// Names every reference to a default, so that the order of lists decides nothing.
Study withExplicitDefaults(const Study& study) {
    const std::string party = study.parties().front()->id;
    const std::string deal = study.deals().front()->id;
    return everywhere(study, [&](Element& element) {
        if (element.kind == &kDealKind && element.get(kBuyer).text.empty()) {
            with(element, kBuyer, party);
        }
        if (element.kind == &kStudyKind && element.get(kBaseline).text.empty()) {
            with(element, kBaseline, deal);
        }
    });
}

const DealResult& dealById(const StudyResult& result, const std::string& id) {
    return *std::ranges::find_if(result.deals, [&](const DealResult& deal) { return deal.id == id; });
}

double flowsOf(const DealResult& deal) {
    double sum = 0.0;
    for (const double cell : deal.evaluation.ledger.cash) {
        sum += std::abs(cell);
    }
    return sum;
}

/// Lines that the scale of a deal does not touch.
bool scales(LineItem item) {
    switch (item) {
        case LineItem::Porting:
        case LineItem::Governance:
        case LineItem::DataRetrieval:
        case LineItem::TransitionAssistance:
        case LineItem::TerminationFee:  // its fixed part does not
        case LineItem::Tax: return false;  // a loss carried forward is no longer in proportion
        default: return true;
    }
}

}  // namespace

class TestScaling : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tenTimesThePricesAreTenTimesTheMoneyAndNothingElse() {
        int compared = 0;
        for (std::uint64_t seed = 0; seed < kStudies; ++seed) {
            // A tenth of drawn prices stays within the bounds of every input.
            const StudyResult one = computed(atPrices(randomStudy(seed), 0.1));
            const StudyResult ten = computed(randomStudy(seed));
            for (std::size_t i = 0; i < one.deals.size(); ++i) {
                const Ledger<double>& before = one.deals[i].evaluation.ledger;
                const Ledger<double>& after = ten.deals[i].evaluation.ledger;
                const double rounding = 1e-12 * std::max(1.0, flowsOf(ten.deals[i]));
                for (std::size_t k = 0; k < before.cash.size(); ++k) {
                    QVERIFY2(std::abs(after.cash[k] - 10.0 * before.cash[k]) <= rounding, one.deals[i].accounts->title(one.deals[i].accounts->lines[k / before.columns]).c_str());
                }
                for (const MetricInfo& info : metrics()) {
                    const auto was = one.deals[i].figure(info.metric);
                    const auto is = ten.deals[i].figure(info.metric);
                    const QByteArray where = QByteArray(info.key.data()) + " of seed " + QByteArray::number(static_cast<qulonglong>(seed));
                    QVERIFY2(was.has_value() == is.has_value(), where);
                    if (was) {
                        const double factor = isMoney(info.unit) ? 10.0 : 1.0;
                        // Rates to 1e-9, sums to the rounding of all flows.
                        QVERIFY2(std::abs(*is - factor * *was) <= 1e-9 * std::max(1.0, std::abs(*is)) + (isMoney(info.unit) ? rounding : 0.0), where);
                        ++compared;
                    }
                }
                for (std::size_t k = 0; k < std::size(one.deals[i].irrs); ++k) {
                    QCOMPARE(ten.deals[i].irrs.size(), one.deals[i].irrs.size());
                    QVERIFY(testing::close(ten.deals[i].irrs[k], one.deals[i].irrs[k], 1e-9));
                }
            }
        }
        QVERIFY(compared > 3000);
    }
    void theScaleOfADealIsLinearInWhatScales() {
        for (std::uint64_t seed = 0; seed < kStudies; ++seed) {
            Study study = set(randomStudy(seed), "study.demand-mode", "as-supplied");
            Study triple = study;
            for (const ElementPtr& deal : study.deals()) {
                study = set(study, "deal." + deal->id + ".scale", "1");
                triple = set(triple, "deal." + deal->id + ".scale", "3");
            }
            const StudyResult one = computed(study);
            const StudyResult three = computed(triple);
            for (std::size_t i = 0; i < one.deals.size(); ++i) {
                const double rounding = 1e-12 * std::max(1.0, flowsOf(three.deals[i]));
                for (std::size_t k = 0; k < one.deals[i].accounts->lines.size(); ++k) {
                    const AccountLine& line = one.deals[i].accounts->lines[k];
                    const auto before = one.deals[i].evaluation.ledger.line(static_cast<int>(k));
                    const auto after = three.deals[i].evaluation.ledger.line(static_cast<int>(k));
                    for (std::size_t t = 0; scales(line.item) && t < before.size(); ++t) {
                        QVERIFY2(std::abs(after[t] - 3.0 * before[t]) <= rounding, one.deals[i].accounts->title(line).c_str());
                    }
                }
                if (one.deals[i].figure(Metric::UsefulCompute)) {
                    QVERIFY(testing::close(*three.deals[i].figure(Metric::UsefulCompute), 3.0 * *one.deals[i].figure(Metric::UsefulCompute), 1e-12));
                }
            }
        }
    }
    void theOrderOfListsChangesNoFigure() {
        for (std::uint64_t seed = 0; seed < kStudies; ++seed) {
            const Study study = withExplicitDefaults(randomStudy(seed));
            std::mt19937_64 engine(seed);
            const Study shuffled = everywhere(study, [&](Element& element) {
                for (std::size_t k = element.children.size(); k > 1; --k) {
                    std::swap(element.children[k - 1], element.children[engine() % k]);
                }
            });
            const StudyResult one = computed(study);
            const StudyResult other = computed(shuffled);
            QCOMPARE(other.deals[other.baseline].id, one.deals[one.baseline].id);
            for (const DealResult& deal : one.deals) {
                const DealResult& same = dealById(other, deal.id);
                const double rounding = 1e-12 * std::max(1.0, flowsOf(deal));
                for (const MetricInfo& info : metrics()) {
                    const QByteArray where = QByteArray(info.key.data()) + " of " + deal.id.c_str() + ", seed " + QByteArray::number(static_cast<qulonglong>(seed));
                    QVERIFY2(deal.figure(info.metric).has_value() == same.figure(info.metric).has_value(), where);
                    if (deal.figure(info.metric)) {
                        const double a = *deal.figure(info.metric);
                        const double b = *same.figure(info.metric);
                        QVERIFY2(std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(a)) + (isMoney(info.unit) ? rounding : 0.0), where);
                    }
                }
                for (std::size_t p = 0; p < deal.accounts->partyIds.size(); ++p) {
                    const auto& ids = same.accounts->partyIds;
                    const auto q = std::ranges::find(ids, deal.accounts->partyIds[p]) - ids.begin();
                    QVERIFY(std::abs(deal.netOfParty(static_cast<int>(p)) - same.netOfParty(static_cast<int>(q))) <= rounding);
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestScaling)
#include "tst_scaling.moc"
