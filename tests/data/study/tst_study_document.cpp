#include <sys/stat.h>

#include <random>

#include <QtTest>

#include "core/study/Path.h"
#include "core/study/Plan.h"
#include "core/study/Validate.h"
#include "core/study/ValueText.h"
#include "core/study/kinds/ClauseInputs.h"
#include "data/document/Backups.h"
#include "data/document/Schema.h"
#include "data/study/Canonical.h"
#include "data/study/Examples.h"
#include "data/study/StudyDocument.h"
#include "data/study/StudyFile.h"
#include "data/study/StudyJson.h"
#include "tests/core/support/ExampleStudies.h"
#include "tests/core/support/RandomStudy.h"
#include "tests/core/support/UncertainStudy.h"

using namespace offtake;
using namespace offtake::study;

namespace {

/// The row of an input of the element with this id.
document::StoredValue& rowOf(document::StoredStudy& stored, const std::string& elementId, const std::string& input) {
    for (document::StoredValue& row : stored.values) {
        if (row.input == input && stored.elements[static_cast<std::size_t>(row.element - 1)].elementId == elementId) {
            return row;
        }
    }
    qFatal("no such row");
}

QByteArray englishOf(const Error& error) { return QByteArray::fromStdString(error.english()); }

void put(const std::string& path, const std::string& bytes) { QVERIFY(file::writeAtomically(path, bytes).has_value()); }

}  // namespace

class StudyDocumentTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_folder;
    std::string at(const char* name) const { return m_folder.filePath(name).toStdString(); }

private Q_SLOTS:
    void everyRandomStudyComesBackFromItsDocument() {
        for (std::uint64_t seed = 0; seed < 500; ++seed) {
            const Study study = seed % 2 == 0 ? testing::randomStudy(seed / 2) : testing::uncertainStudy(seed / 2);
            const auto back = fromStored(toStored(study));
            QVERIFY2(back.has_value(), back ? "" : back.error().english().c_str());
            QVERIFY2(*back == canonical(study), qPrintable(QString::number(seed)));
            if (seed % 10 < 2) {  // through SQLite, which takes its time
                const auto bytes = documentBytes(study);
                QVERIFY2(bytes.has_value(), bytes ? "" : bytes.error().english().c_str());
                QVERIFY(documentFromBytes(*bytes)->study == canonical(study));
                QVERIFY(*documentBytes(study) == *bytes);
            }
        }
    }

    void aDocumentOfTheFirstVersionIsUpgraded() {
        // Saved by the last program that wrote version 1 of the format.
        QFile file(QStringLiteral(OFFTAKE_SOURCE_DIR "/tests/data/document/version-1.offtake"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const std::string bytes = file.readAll().toStdString();
        const auto opened = documentFromBytes(bytes);
        QVERIFY2(opened.has_value(), opened ? "" : opened.error().english().c_str());
        QVERIFY(opened->identity == (document::Identity{1, document::Standing::Older}));
        QCOMPARE(opened->migrations.size(), std::size_t{2});
        const Study& study = opened->study;
        QVERIFY(checkStudy(study).has_value());
        QCOMPARE(study.root().get(kName).text, std::string("Version 1"));
        const Element& pod = **findElement(study, *parsePath("deal.rent.tranche.pod"));
        QCOMPARE(valueText(kCloudPrice, pod.get(kCloudPrice)), std::string("2.35 (1.7 to 2.95) $/GPU-h"));
        QCOMPARE(pod.get(kCloudPrice).source, std::string("survey"));
        QCOMPARE(pod.get(kEnergyPrice).assumption, std::string("power"));
        const Element& own = **findElement(study, *parsePath("deal.rent.tranche.own"));
        QCOMPARE(own.get(kEnergyPrice).numbers, (std::vector<double>{0.08, 0.08, 0.075}));
        QVERIFY(underScenario(study, "dear").has_value());
        // Saved, it is of this version and keeps how it came to it.
        const auto saved = documentFromBytes(*documentBytes(study, opened->migrations));
        QVERIFY(saved->identity == (document::Identity{document::kFormatVersion, document::Standing::Current}));
        QVERIFY(saved->study == study);
        QCOMPARE(saved->migrations[0].appliedBy, opened->migrations[0].appliedBy);
    }

    void everyExampleComesBackWithItsSourcesRangesAndNotes() {
        for (const Example& example : listExamples()) {
            const Study study = *openExample(example.id);
            const auto bytes = documentBytes(study);
            QVERIFY2(bytes.has_value(), bytes ? "" : bytes.error().english().c_str());
            const auto back = documentFromBytes(*bytes);
            QVERIFY(back->study == study);
            QVERIFY(studyToJson(back->study) == studyToJson(study));
            QVERIFY(back->writtenBy.starts_with("Offtake "));
        }
    }

    void everyValueIsStoredWithTypeAndUnitDefaultsIncluded() {
        document::StoredStudy stored = toStored(testing::reflectionLease());
        std::size_t inputs = 0;
        walk(testing::reflectionLease().root(), {}, [&](const Path&, const Element& element) { inputs += element.kind->inputs.size(); });
        QCOMPARE(stored.values.size(), inputs);
        const auto& share = rowOf(stored, "colossus", "availability");
        QCOMPARE(share.unit, std::string("1"));
        QCOMPARE(*share.number, 0.97);
        QCOMPARE(rowOf(stored, "lab", "discount-rate").unit, std::string("1/yr"));
        QCOMPARE(rowOf(stored, "fixed-fee", "fee").unit, std::string("$/month"));
        QCOMPARE(rowOf(stored, "colossus", "start").unit, std::string("days since 1970-01-01"));
        QCOMPARE(*rowOf(stored, "termination", "who").text, std::string("either"));
    }

    void anInputThatAnOlderDocumentLacksTakesWhatItsAbsenceMeans() {
        document::StoredStudy stored = toStored(testing::reflectionLease());
        const auto dropped = [](const document::StoredValue& row) { return row.input == "availability" || row.input == "losses"; };
        stored.values.erase(std::remove_if(stored.values.begin(), stored.values.end(), dropped), stored.values.end());
        const auto study = fromStored(stored);
        QVERIFY(study.has_value());
        QVERIFY(*study == testing::reflectionLease());  // both stood at their defaults
        for (const ElementKind* kind : allKinds()) {
            for (const Input* input : kind->inputs) {
                QVERIFY2(!input->whenAbsent || (input->numeric() && *input->whenAbsent >= input->low && *input->whenAbsent <= input->high), std::string(input->key).c_str());
            }
        }
    }

    void whatTheProgramDoesNotKnowIsRefusedNotDropped() {
        document::StoredStudy extra = toStored(testing::reflectionLease());
        extra.writtenBy = "Offtake 9.0";
        rowOf(extra, "colossus", "availability").input = "hover-height";
        const auto input = fromStored(extra);
        QCOMPARE(input.error().code, ErrorCode::TooNew);
        QVERIFY2(englishOf(input.error()).contains("deal.lease.tranche.colossus.hover-height: This program does not know the input"), englishOf(input.error()));
        QVERIFY2(englishOf(input.error()).contains("Offtake 9.0"), englishOf(input.error()));

        document::StoredStudy kind = toStored(testing::reflectionLease());
        kind.elements.back().kind = "barter";
        QCOMPARE(fromStored(kind).error().code, ErrorCode::TooNew);
        document::StoredStudy role = toStored(testing::reflectionLease());
        role.elements.back().role = "party";
        QCOMPARE(fromStored(role).error().code, ErrorCode::TooNew);
    }

    void rowsThatMakeNoStudyAreRefused_data() {
        QTest::addColumn<int>("damage");
        for (int damage = 0; damage < 13; ++damage) {
            QTest::newRow(qPrintable(QString::number(damage))) << damage;
        }
    }
    void rowsThatMakeNoStudyAreRefused() {
        QFETCH(int, damage);
        document::StoredStudy stored = toStored(testing::reflectionLease());
        document::StoredValue& share = rowOf(stored, "colossus", "availability");
        document::StoredValue& billing = rowOf(stored, "termination", "billing");
        switch (damage) {
            case 0: stored.elements.clear(); stored.values.clear(); break;
            case 1: stored.elements[1].parent = 0; break;
            case 2: stored.elements[0].role = "deal"; break;
            case 3: stored.elements[1].elementId = "Not an id"; break;
            case 4: share.type = "date"; break;
            case 5: share.number.reset(); break;
            case 6: share.text = "0.97"; break;
            case 7: share.unit = "%"; break;
            case 8: share.part = 1; break;
            case 9: share.number = 97.0; break;
            case 10: billing.text = "sometimes"; break;
            case 11: billing.text.reset(); break;
            case 12: billing.low = 1.0; break;
            default: QFAIL("no such damage");
        }
        const auto study = fromStored(stored);
        QVERIFY(!study);
        QVERIFY(!study.error().reason.text.empty());
    }

    void aGapInAPathIsRefused() {
        Element root = makeElement(kStudyKind, "");
        root.values[static_cast<std::size_t>(kStudyKind.indexOf(kDemand))].numbers = {1.0, 2.0, 3.0};
        document::StoredStudy stored = toStored(Study(std::make_shared<const Element>(root)));
        QCOMPARE(fromStored(stored)->root().get(kDemand).numbers.size(), std::size_t{3});
        for (auto row = stored.values.begin(); row != stored.values.end(); ++row) {
            if (row->input == "demand" && row->part == 1) {
                stored.values.erase(row);
                break;
            }
        }
        QCOMPARE(fromStored(stored).error().code, ErrorCode::Inconsistent);
    }

    void aChangedBitIsNeverReadAsAnotherStudy() {
        const Study study = testing::reflectionLease();
        const std::string bytes = *documentBytes(study);
        std::mt19937_64 random(20260701);
        int refused = 0;
        for (int round = 0; round < 400; ++round) {
            std::string changed = bytes;
            const std::size_t place = static_cast<std::size_t>(random() % bytes.size());
            changed[place] = static_cast<char>(changed[place] ^ (1 << (random() % 8)));
            const auto opened = openStudyBytes(changed, "x.offtake");
            if (opened) {
                QVERIFY2(opened->study == study, qPrintable(QString::number(place)));
            } else {
                ++refused;
                const QByteArray english = englishOf(opened.error());
                QVERIFY2(english.startsWith("x.offtake"), english);
            }
        }
        QVERIFY(refused > 0);
        for (std::size_t size = 0; size < bytes.size(); size += 997) {
            QVERIFY(!openStudyBytes(bytes.substr(0, size), "x.offtake"));
        }
    }

    void aSavedStudyOpensAsItWasAndKeepsBackups() {
        const std::string path = at("lease.offtake");
        SaveOptions options;
        options.state = at("state");
        const auto saved = saveStudy(path, testing::reflectionLease(), options);
        QVERIFY2(saved.has_value(), saved ? "" : saved.error().english().c_str());
        QVERIFY(!saved->backup);
        auto opened = openStudy(path);
        QVERIFY2(opened.has_value(), opened ? "" : opened.error().english().c_str());
        QVERIFY(opened->kind == FileKind::Document);
        QVERIFY(opened->standing == document::Standing::Current);
        QVERIFY(opened->study == testing::reflectionLease());
        QVERIFY(opened->stamp == saved->stamp);
        QCOMPARE(opened->history.size(), static_cast<std::size_t>(document::kFormatVersion));

        options.history = opened->history;
        QVERIFY(saveStudy(path, testing::googleServices(), options).has_value());
        const auto backups = document::listBackups(options.state, path);
        QCOMPARE(backups.size(), std::size_t{2});
        QVERIFY(openStudy(backups[0].path)->study == testing::googleServices());
        QVERIFY(openStudy(backups[1].path)->study == testing::reflectionLease());
    }

    void aStudyIsSavedAsTextToo() {
        const std::string path = at("lease.json");
        QVERIFY(kindOfName(path) == FileKind::Text);
        SaveOptions options;
        options.kind = kindOfName(path);
        QVERIFY(saveStudy(path, testing::reflectionLease(), options).has_value());
        const auto opened = openStudy(path);
        QVERIFY(opened->kind == FileKind::Text);
        QVERIFY(opened->study == testing::reflectionLease());
        QCOMPARE(*file::readFile(path), studyToJson(testing::reflectionLease()));
    }

    void textThatJsonCannotHoldIsNotSavedAsSomethingElse() {
        Element root = makeElement(kStudyKind, "");
        with(root, kName, "\xFF");
        const Study study(std::make_shared<const Element>(root));
        const std::string path = at("bytes.json");
        SaveOptions options;
        options.kind = FileKind::Text;
        QCOMPARE(saveStudy(path, study, options).error().code, ErrorCode::Internal);
        QVERIFY(!QFile::exists(QString::fromStdString(path)));
    }

    void aDocumentOfALaterVersionIsNotSavedOver() {
        const std::string path = at("later.offtake");
        std::string bytes = *documentBytes(testing::reflectionLease());
        bytes[63] = document::kFormatVersion + 1;  // user_version, big-endian at byte 60 of the header
        put(path, bytes);
        QCOMPARE(saveStudy(path, testing::googleServices()).error().code, ErrorCode::TooNew);
        QVERIFY(*file::readFile(path) == bytes);
        QVERIFY(!openStudy(path));  // its seal covers the version
    }

    void aPlaceThatCannotBeWrittenIsNamed() {
        const auto saved = saveStudy(at("no-such-folder/a.offtake"), testing::reflectionLease());
        QCOMPARE(saved.error().code, ErrorCode::NotWritable);
        QVERIFY(englishOf(saved.error()).contains("no-such-folder"));
        QCOMPARE(saveStudy(m_folder.path().toStdString(), testing::reflectionLease()).error().code, ErrorCode::NotWritable);
    }

    void theStudyIsSavedEvenWhereNoBackupCanBeKept() {
        put(at("not-a-folder"), "x");
        SaveOptions options;
        options.state = at("not-a-folder");
        const auto saved = saveStudy(at("kept.offtake"), testing::reflectionLease(), options);
        QVERIFY2(saved.has_value(), saved ? "" : saved.error().english().c_str());
        QVERIFY(saved->backup.has_value());
        QVERIFY(openStudy(at("kept.offtake")).has_value());
    }

    void filesThatAreNoStudyAreRefusedWithTheReason() {
        const auto codeOf = [this](const char* name) {
            const auto opened = openStudy(at(name));
            const QByteArray english = opened ? QByteArray() : englishOf(opened.error());
            return !opened && english.contains(name) ? opened.error().code : ErrorCode::Internal;
        };
        put(at("empty.offtake"), "");
        QCOMPARE(codeOf("empty.offtake"), ErrorCode::Damaged);
        put(at("text.offtake"), "hello");
        QCOMPARE(codeOf("text.offtake"), ErrorCode::Foreign);
        const std::string bytes = *documentBytes(testing::reflectionLease());
        put(at("cut.offtake"), bytes.substr(0, bytes.size() / 2));
        QCOMPARE(codeOf("cut.offtake"), ErrorCode::Damaged);
        put(at("other.offtake"), "{\"format\": \"other\"}");
        QCOMPARE(codeOf("other.offtake"), ErrorCode::Foreign);
        QCOMPARE(codeOf("absent.offtake"), ErrorCode::NotFound);
        QVERIFY(QDir(m_folder.path()).mkdir("folder.offtake"));
        QCOMPARE(codeOf("folder.offtake"), ErrorCode::NotReadable);
        QCOMPARE(mkfifo(at("pipe.offtake").c_str(), 0600), 0);
        QCOMPARE(codeOf("pipe.offtake"), ErrorCode::NotReadable);
    }
};

QTEST_APPLESS_MAIN(StudyDocumentTest)
#include "tst_study_document.moc"
