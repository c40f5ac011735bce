#include <QtTest>

#include <set>

#include "core/study/Path.h"
#include "core/study/kinds/StudyInputs.h"
#include "tests/core/support/RandomStudy.h"

using namespace offtake;
using namespace offtake::study;

class TestPath : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPathOfAStudyIsReadBackAndLeadsToItsInput() {
        int inputs = 0;
        for (std::uint64_t seed = 0; seed < 100; ++seed) {
            const Study study = testing::randomStudy(seed);
            std::set<std::string> texts;
            walk(study.root(), {}, [&](const Path& path, const Element& element) {
                const auto read = parsePath(path.text());
                QVERIFY2(read.has_value(), path.text().c_str());
                QVERIFY2(*read == path, path.text().c_str());
                QCOMPARE(*findElement(study, *read), &element);
                QVERIFY2(texts.insert(path.text()).second, path.text().c_str());
                for (std::size_t i = 0; i < element.values.size(); ++i) {
                    const Path input = path.input(element.kind->inputs[i]->key);
                    const auto again = parsePath(input.text());
                    QVERIFY2(again.has_value() && *again == input, input.text().c_str());
                    const auto place = findInput(study, *again);
                    QVERIFY2(place.has_value(), input.text().c_str());
                    QCOMPARE(place->element, &element);
                    QCOMPARE(place->index, static_cast<int>(i));
                    QVERIFY(input.parent() == path);
                    QVERIFY2(texts.insert(input.text()).second, input.text().c_str());
                    ++inputs;
                }
            });
        }
        QVERIFY(inputs > 10000);
    }
    void whatIsNoPathIsRefused_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"", ".", "..", "deal", "deal.", ".price", "deal.open.", "deal.Open.price", "deal.open.tranche", "house.open.price",
                                 "study.horizon.more", "study.", "deal..price", "deal.open..price", "deal.-a.price", "deal.open.pri ce", "deal.open.tranche.pod.clause.x.y.z"}) {
            QTest::newRow(text) << QByteArray(text);
        }
        QTest::newRow("long") << QByteArray(2000, 'a');
        QTest::newRow("long id") << QByteArray("deal.") + QByteArray(65, 'a') + ".scale";
        QTest::newRow("zero") << QByteArray("deal.a\0b.scale", 14);
    }
    void whatIsNoPathIsRefused() {
        QFETCH(QByteArray, text);
        const auto path = parsePath(std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
        // A single word can be the key of an input of the study; it then leads nowhere.
        QVERIFY(!path.has_value() || !findInput(testing::randomStudy(1), *path).has_value());
        if (!path) {
            QCOMPARE(path.error().code, ErrorCode::Syntax);
        }
    }
    void whatIsNotThereIsAnsweredWithWhatIs() {
        const Study study = testing::randomStudy(1);
        const auto deal = findInput(study, *parsePath("deal.nothing.scale"));
        QCOMPARE(deal.error().code, ErrorCode::UnknownName);
        QVERIFY(deal.error().english().find("deal-0") != std::string::npos);
        const auto key = findInput(study, *parsePath("deal.deal-0.colour"));
        QCOMPARE(key.error().code, ErrorCode::UnknownName);
        QVERIFY(key.error().english().find("scale") != std::string::npos);
    }
    void idsAreShortLowerCaseWords() {
        for (const char* good : {"a", "0", "pod-1", "a--b", "x9"}) {
            QVERIFY2(isId(good), good);
        }
        for (const char* bad : {"", "-a", "A", "a b", "a.b", "ä", "a_b"}) {
            QVERIFY2(!isId(bad), bad);
        }
        QVERIFY(isId(std::string(64, 'a')));
        QVERIFY(!isId(std::string(65, 'a')));
    }
    void aFreeIdIsAlwaysValidAndFree() {
        Element root = makeElement(kStudyKind, "");
        for (const std::string name : {"Neo Cloud", "Neo Cloud", "Neo  cloud!", "", "***", "Über", "-x-", "9 lives", std::string(300, 'z').c_str(), std::string(300, 'z').c_str()}) {
            const std::string id = freeId(root, Role::Party, name);
            QVERIFY2(isId(id), id.c_str());
            QVERIFY2(root.child(Role::Party, id) == nullptr, id.c_str());
            add(root, makeElement(kPartyKind, id));
        }
        QVERIFY(root.child(Role::Party, "neo-cloud") != nullptr);
        QVERIFY(root.child(Role::Party, "neo-cloud-2") != nullptr);
    }
};

QTEST_APPLESS_MAIN(TestPath)
#include "tst_path.moc"
