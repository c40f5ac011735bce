#include <QtTest>

#include "core/study/kinds/StudyInputs.h"
#include "tests/core/support/ExampleStudies.h"
#include "ui/document/Document.h"

using namespace offtake;
using namespace offtake::ui;

namespace {

study::Path inputPath(const char* text) { return study::parsePath(text).value(); }

study::Edit setHorizon(double months) {
    study::Value value;
    value.numbers = {months};
    return {study::SetValue{inputPath("study.horizon"), value}};
}

study::Edit setInflation(double rate) {
    study::Value value;
    value.numbers = {rate};
    return {study::SetValue{inputPath("study.inflation"), value}};
}

double horizon(const Document& document) { return document.study().root().get(study::kHorizon).number(); }

}  // namespace

class TestDocument : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aNewDocumentIsEmptyCleanAndUntitled() {
        const Document document;
        QVERIFY(document.isClean());
        QVERIFY(!document.canUndo());
        QVERIFY(!document.canRedo());
        QVERIFY(document.undoText().isEmpty());
        QVERIFY(document.path().isEmpty());
        QCOMPARE(document.title(), QString("Untitled"));
    }

    void anEditIsUndoneAndRedone() {
        Document document;
        document.replace(testing::reflectionLease(), "lease.offtake");
        QSignalSpy changed(&document, &Document::changed);
        QVERIFY(document.apply(setHorizon(48)));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(horizon(document), 48.0);
        QVERIFY(document.undoText().contains("Horizon"));

        document.undo();
        QCOMPARE(horizon(document), 42.0);
        QCOMPARE(document.redoText(), document.history().back().text);
        document.redo();
        QCOMPARE(horizon(document), 48.0);
        QCOMPARE(changed.count(), 3);
    }

    void anEditThatIsRefusedLeavesNoTrace() {
        Document document;
        document.replace(testing::reflectionLease(), {});
        QSignalSpy changed(&document, &Document::changed);
        const auto revision = document.revision();
        const auto refused = document.apply(setHorizon(-1));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::OutOfBounds);
        QCOMPARE(changed.count(), 0);
        QCOMPARE(document.revision(), revision);
        QVERIFY(document.isClean());
    }

    void anEditThatChangesNothingLeavesNoTrace() {
        Document document;
        document.replace(testing::reflectionLease(), {});
        QVERIFY(document.apply(setHorizon(42)));
        QVERIFY(!document.canUndo());
        QVERIFY(document.isClean());
    }

    void aNewEditForgetsWhatWasUndone() {
        Document document;
        document.replace(testing::reflectionLease(), {});
        QVERIFY(document.apply(setHorizon(48)));
        document.undo();
        QVERIFY(document.apply(setHorizon(50)));
        QVERIFY(!document.canRedo());
        QCOMPARE(document.history().size(), std::size_t{2});
    }

    void stepsOfTheSameInputBecomeOneUndoStep() {
        Document document;
        document.replace(testing::reflectionLease(), {});
        for (const double months : {43.0, 44.0, 45.0}) {
            QVERIFY(document.apply(setHorizon(months), Document::Merge::SameInput));
        }
        QCOMPARE(document.history().size(), std::size_t{2});
        QVERIFY(document.apply(setInflation(0.02), Document::Merge::SameInput));
        QCOMPARE(document.history().size(), std::size_t{3});
        document.undo();
        document.undo();
        QCOMPARE(horizon(document), 42.0);
    }

    void aSavedStateIsNeverMergedAway() {
        Document document;
        document.replace(testing::reflectionLease(), {});
        QVERIFY(document.apply(setHorizon(43), Document::Merge::SameInput));
        document.markSaved("lease.offtake");
        QVERIFY(document.apply(setHorizon(44), Document::Merge::SameInput));
        document.undo();
        QVERIFY(document.isClean());
        QCOMPARE(horizon(document), 43.0);
    }

    void cleanFollowsTheSavedState() {
        Document document;
        document.replace(testing::reflectionLease(), "lease.offtake");
        QSignalSpy clean(&document, &Document::cleanChanged);
        QVERIFY(document.apply(setHorizon(48)));
        QVERIFY(!document.isClean());
        document.undo();
        QVERIFY(document.isClean());
        document.redo();
        document.markSaved("other.offtake");
        QVERIFY(document.isClean());
        QCOMPARE(document.path(), QString("other.offtake"));
        document.undo();
        QVERIFY(!document.isClean());
        QCOMPARE(clean.count(), 5);
    }

    void aSavedStateThatIsForgottenLeavesTheDocumentDirty() {
        Document document;
        document.replace(testing::reflectionLease(), {});
        QVERIFY(document.apply(setHorizon(48)));
        document.markSaved("lease.offtake");
        document.undo();
        QVERIFY(document.apply(setHorizon(50)));  // the saved state with 48 is gone
        QVERIFY(!document.isClean());
        document.undo();
        QVERIFY(!document.isClean());
    }

    void aRecoveredStudyIsInNoFile() {
        Document document;
        document.replace(testing::reflectionLease(), "lease.offtake", false);
        QVERIFY(!document.isClean());
        document.markSaved("lease.offtake");
        QVERIFY(document.isClean());
    }

    void manyEditsUndoneAndRedoneGiveTheSameStudies() {
        Document document;
        document.replace(testing::reflectionLease(), {});
        for (int months = 43; months < 93; ++months) {
            QVERIFY(document.apply(setHorizon(months)));
        }
        const study::Study last = document.study();
        while (document.canUndo()) {
            document.undo();
        }
        QCOMPARE(document.study(), testing::reflectionLease());
        document.goTo(document.history().size() - 1);
        QCOMPARE(document.study(), last);
    }

    void problemsFollowTheStudy() {
        Document document;
        document.replace(testing::reflectionLease(), {});
        const auto before = document.problems().size();
        QVERIFY(document.apply(setInflation(0.5)));  // outside of what is plausible
        QVERIFY(document.problems().size() > before);
        document.undo();
        QCOMPARE(document.problems().size(), before);
    }
};

QTEST_APPLESS_MAIN(TestDocument)
#include "tst_document.moc"
