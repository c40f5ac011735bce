#include <QtTest>

#include "core/study/Assign.h"
#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/ExampleStudies.h"

using namespace offtake;
using namespace offtake::study;

namespace {

Value valueAt(const Study& study, const char* path) { return findInput(study, *parsePath(path))->value(); }

}  // namespace

class TestAssign : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFirstEqualsSignSeparatesPathAndValue() {
        const auto plain = readAssignment("study.horizon=48");
        QCOMPARE(plain->path, std::string("study.horizon"));
        QCOMPARE(plain->value, std::string("48"));
        QCOMPARE(readAssignment("a.b== power-price")->value, std::string("= power-price"));
        QCOMPARE(readAssignment("study.notes=")->value, std::string());
    }
    void whatHasNoEqualsSignOrNoPathIsRefused() {
        for (const char* text : {"study.horizon", "", "=48"}) {
            const auto read = readAssignment(text);
            QVERIFY(!read);
            QCOMPARE(read.error().code, ErrorCode::Syntax);
            QVERIFY(!read.error().remedy.text.empty());
        }
    }

    void aValueIsReadAsFilesHoldItOrWithItsUnit_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("number");
        QTest::newRow("share as a fraction") << "deal.lease.tranche.colossus.allocation" << "0.62" << 0.62;
        QTest::newRow("share in percent") << "deal.lease.tranche.colossus.allocation" << "62 %" << 0.62;
        QTest::newRow("multiple") << "deal.lease.tranche.colossus.clause.fixed-fee.fee" << "160 M$/month" << 160e6;
        QTest::newRow("of the study") << "study.horizon" << "48 months" << 48.0;
    }
    void aValueIsReadAsFilesHoldItOrWithItsUnit() {
        QFETCH(QString, path);
        QFETCH(QString, text);
        const auto study = assign(testing::reflectionLease(), {path.toStdString(), text.toStdString()});
        QVERIFY2(study.has_value(), study ? "" : study.error().english().c_str());
        QTEST(valueAt(*study, qPrintable(path)).number(), "number");
    }
    void theSourceOfTheOldValueDoesNotVouchForTheNewOne() {
        Element root = testing::reflectionLease().root();
        root.values[static_cast<std::size_t>(kStudyKind.indexOf(kHorizon))].note = "Reported.";
        const Study study(std::make_shared<const Element>(root));
        QCOMPARE(valueAt(study, "study.horizon").note, std::string("Reported."));
        QCOMPARE(valueAt(*assign(study, {"study.horizon", "48"}), "study.horizon").note, std::string());
    }

    void whatCannotBeAssignedIsRefusedWithTheRemedy_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("remedy");
        const auto row = [](const char* name, const char* path, const char* value, ErrorCode code, const char* remedy) {
            QTest::newRow(name) << path << value << static_cast<int>(code) << remedy;
        };
        row("misspelled key", "study.horizn", "48", ErrorCode::UnknownName, "study.horizon");
        row("misspelled id", "deal.leese.tranche.colossus.term", "48", ErrorCode::UnknownName, "deal.lease.tranche.colossus.term");
        row("misspelled list", "deals.lease.tranche.colossus.term", "48", ErrorCode::Syntax, "deal.lease.tranche.colossus.term");
        row("nothing like it", "zzz", "48", ErrorCode::UnknownName, "Paths read like");
        row("an element", "deal.lease", "48", ErrorCode::UnknownName, "");
        row("not a number", "study.horizon", "soon", ErrorCode::Syntax, "");
        row("empty", "study.horizon", "", ErrorCode::Syntax, "Enter");
        row("out of bounds", "study.horizon", "1000000000", ErrorCode::OutOfBounds, "between");
        row("negative count", "deal.lease.tranche.colossus.accelerators", "-5", ErrorCode::OutOfBounds, "between");
        row("negative term", "deal.lease.tranche.colossus.term", "-12", ErrorCode::OutOfBounds, "between");
        row("part of a month", "study.horizon", "12.5", ErrorCode::OutOfBounds, "");
        row("other unit", "study.horizon", "48 kW", ErrorCode::UnitMismatch, "");
        row("no number", "deal.lease.tranche.colossus.term", "nan", ErrorCode::Syntax, "");
        row("infinite", "deal.lease.tranche.colossus.term", "inf", ErrorCode::Syntax, "");
        row("beyond a double", "deal.lease.tranche.colossus.term", "1e400", ErrorCode::OutOfBounds, "");
        row("no such day", "study.start", "2026-02-30", ErrorCode::OutOfBounds, "");
        row("no such choice", "study.hours", "731", ErrorCode::UnknownName, "730.5");
    }
    void whatCannotBeAssignedIsRefusedWithTheRemedy() {
        QFETCH(QString, path);
        QFETCH(QString, value);
        QFETCH(QString, remedy);
        const auto study = assign(testing::reflectionLease(), {path.toStdString(), value.toStdString()});
        QVERIFY(!study);
        QVERIFY2(study.error().subject == path.toStdString(), study.error().english().c_str());
        QVERIFY2(!study.error().reason.text.empty() && !study.error().remedy.text.empty(), study.error().english().c_str());
        QVERIFY2(QString::fromStdString(study.error().remedy.english()).contains(remedy), study.error().english().c_str());
        QTEST(static_cast<int>(study.error().code), "code");
    }
};

QTEST_APPLESS_MAIN(TestAssign)
#include "tst_assign.moc"
