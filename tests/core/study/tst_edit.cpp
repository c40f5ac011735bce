#include <QtTest>

#include <random>

#include "core/study/Edit.h"
#include "core/study/Validate.h"
#include "core/study/ValueText.h"
#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/ExampleStudies.h"
#include "tests/core/support/RandomStudy.h"

using namespace offtake;
using namespace offtake::study;

namespace {

/// Draws edits that apply most of the time: other values, other places, elements taken from another study.
class Editor {
public:
    explicit Editor(std::uint64_t seed) : m_engine(seed), m_other(testing::randomStudy(seed + 1000)) {}

    Edit draw(const Study& study) {
        std::vector<Path> elements;
        walk(study.root(), {}, [&](const Path& path, const Element&) { elements.push_back(path); });
        const Path path = elements[upTo(elements.size())];
        const Element& element = **findElement(study, path);
        switch (upTo(5)) {
            case 0: return Edit{RemoveElement{path}};
            case 1: return Edit{MoveElement{path, upTo(4)}};
            case 2: return Edit{InsertElement{path, upTo(4), drawnElement()}};
            case 3: return Edit{Batch{"Two at once", {setValue(element, path), setValue(element, path)}}};
            default: return setValue(element, path);
        }
    }

private:
    std::mt19937_64 m_engine;
    Study m_other;

    std::size_t upTo(std::size_t count) { return static_cast<std::size_t>(m_engine() % count); }

    ElementPtr drawnElement() {
        const auto deals = m_other.deals();
        const ElementPtr deal = deals[upTo(deals.size())];
        const ElementPtr child = deal->children[upTo(deal->children.size())];
        const bool deeper = !child->children.empty() && upTo(2) == 0;
        return upTo(3) == 0 ? deal : deeper ? child->children[upTo(child->children.size())] : child;
    }

    Edit setValue(const Element& element, const Path& path) {
        const std::size_t index = upTo(element.values.size());
        const Input& input = *element.kind->inputs[index];
        Value value = fallbackOf(input);
        if (input.numeric() && upTo(2) == 0) {
            value.numbers = {upTo(2) == 0 ? input.low : input.high};
        }
        return Edit{SetValue{path.input(input.key), value}};
    }
};

SetValue setting(const char* path, const char* text) {
    const Path target = *parsePath(path);
    return {target, *parseValue(findInput(testing::reflectionLease(), target)->input(), text, path)};
}

std::string description(const Edit& edit) { return describe(testing::reflectionLease(), edit); }

constexpr const char* kTranche = "deal.lease.tranche.colossus";

}  // namespace

class TestEdit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void editsLeaveTheOldStudyAsItWasSoThatUndoIsThePointerBack() {
        int applied = 0;
        int refused = 0;
        for (std::uint64_t seed = 0; seed < 100; ++seed) {
            Editor editor(seed);
            const Study first = testing::randomStudy(seed);
            std::vector<Study> history{first};
            for (int step = 0; step < 20; ++step) {
                const Study& before = history.back();
                const Study copy(std::make_shared<const Element>(before.root()));
                const Edit edit = editor.draw(before);
                QVERIFY(!describe(before, edit).empty());
                const auto after = apply(before, edit);
                QVERIFY(before == copy);
                if (after) {
                    history.push_back(*after);
                    ++applied;
                } else {
                    QVERIFY(!after.error().english().empty());
                    ++refused;
                }
            }
            QVERIFY(history.front() == testing::randomStudy(seed));
        }
        QVERIFY(applied > 500);
        QVERIFY(refused > 50);
    }
    void whatAnEditDoesNotTouchIsShared() {
        const Study before = testing::reflectionLease();
        const Study after = *apply(before, Edit{SetValue{setting("party.lab.discount-rate", "8%")}});
        QVERIFY(before.deals().front() == after.deals().front());
        QVERIFY(before.parties().front() != after.parties().front());
        QVERIFY(before.parties().back() == after.parties().back());
    }
    void aBatchIsAllOrNone() {
        const Study before = testing::reflectionLease();
        SetValue wrong = setting("study.horizon", "42");
        wrong.value.numbers = {-1.0};
        const auto after = apply(before, Edit{Batch{"Both", {Edit{setting("deal.lease.scale", "2")}, Edit{wrong}}}});
        QVERIFY(!after.has_value());
        QCOMPARE(after.error().code, ErrorCode::OutOfBounds);
        QVERIFY(before == testing::reflectionLease());
        const auto both = apply(before, Edit{Batch{"Both", {Edit{setting("deal.lease.scale", "2")}, Edit{setting("study.horizon", "48")}}}});
        QCOMPARE(findInput(*both, *parsePath("deal.lease.scale"))->value().number(), 2.0);
        QCOMPARE(findInput(*both, *parsePath("study.horizon"))->value().number(), 48.0);
    }
    void anInsertedElementIsTakenOutAgain() {
        const Study before = testing::reflectionLease();
        const auto clause = std::make_shared<const Element>(makeElement(kPortingKind, "porting"));
        const Path tranche = *parsePath(kTranche);
        const auto longer = apply(before, Edit{InsertElement{tranche, 0, clause}});
        QCOMPARE((*findElement(*longer, tranche))->childrenOf(Role::Clause).front()->id, std::string("porting"));
        const auto again = apply(*longer, Edit{RemoveElement{tranche.child(Role::Clause, "porting")}});
        QVERIFY(*again == before);
    }
    void movingForthAndBackChangesNothing() {
        const Study before = testing::reflectionLease();
        const Path party = *parsePath("party.lab");
        const auto moved = apply(before, Edit{MoveElement{party, 1}});
        QCOMPARE(moved->parties().front()->id, std::string("spacex"));
        QVERIFY(*apply(*moved, Edit{MoveElement{party, 0}}) == before);
    }
    void whatCannotBeIsRefused() {
        const Study study = testing::reflectionLease();
        const auto code = [&](const Edit& edit) { return apply(study, edit).error().code; };
        const auto party = std::make_shared<const Element>(makeElement(kPartyKind, "lab"));
        QCOMPARE(code(Edit{InsertElement{{}, 0, party}}), ErrorCode::Inconsistent);                 // the id is taken
        QCOMPARE(code(Edit{InsertElement{*parsePath("deal.lease"), 0, party}}), ErrorCode::Inconsistent);  // not its place
        QCOMPARE(code(Edit{InsertElement{{}, 0, std::make_shared<const Element>(makeElement(kPartyKind, "The Lab"))}}), ErrorCode::Syntax);
        QCOMPARE(code(Edit{RemoveElement{*parsePath("party.nobody")}}), ErrorCode::UnknownName);
        QCOMPARE(code(Edit{RemoveElement{{}}}), ErrorCode::Inconsistent);
        QCOMPARE(code(Edit{MoveElement{*parsePath("party.nobody"), 0}}), ErrorCode::UnknownName);
        QCOMPARE(code(Edit{SetValue{*parsePath("study.colour"), {}}}), ErrorCode::UnknownName);
    }
    void theHistorySaysWhatWasDone() {
        QCOMPARE(description(Edit{setting("deal.lease.tranche.colossus.allocation", "62%")}), std::string("Set Allocation of Colossus 2 to 62 %"));
        QCOMPARE(description(Edit{setting("study.horizon", "48")}), std::string("Set Horizon of the study to 48 months"));
        SetValue source = setting("study.horizon", "42");
        source.value.note = "From the filing.";
        QCOMPARE(description(Edit{source}), std::string("Change the source of Horizon of the study"));
        QCOMPARE(description(Edit{InsertElement{{}, 0, std::make_shared<const Element>(makeElement(kPartyKind, "bank"))}}), std::string("Add party bank"));
        QCOMPARE(description(Edit{RemoveElement{*parsePath(kTranche)}}), std::string("Remove Colossus 2"));
        QCOMPARE(description(Edit{MoveElement{*parsePath("party.lab"), 1}}), std::string("Move Reflection AI"));
        QCOMPARE(description(Edit{Batch{"Size for the same money", {}}}), std::string("Size for the same money"));
    }
};

QTEST_APPLESS_MAIN(TestEdit)
#include "tst_edit.moc"
