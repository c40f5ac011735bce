#include <QtTest>

#include "core/study/NewStudy.h"
#include "ui/commands/PaletteEntries.h"

using namespace offtake;
using namespace offtake::ui;

namespace {

std::vector<PaletteEntry> entries(const QStringList& titles) {
    std::vector<PaletteEntry> made;
    for (const QString& title : titles) {
        made.push_back({PaletteEntry::Kind::Action, title.section('|', 0, 0), title.section('|', 1), {}, [] {}});
    }
    return made;
}

}  // namespace

class TestPaletteEntries : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void wordsAtTheBeginningComeFirst() {
        const auto all = entries({"Spot price", "Something|price list", "Misprice", "Price"});
        QCOMPARE(bestMatches(all, "price", 9), (std::vector<std::size_t>{3, 0, 2, 1}));
    }
    void everyWordMustOccur() {
        const auto all = entries({"Price|Lease", "Price|Open", "Lease"});
        QCOMPARE(bestMatches(all, "lease PRICE", 9), std::vector<std::size_t>{0});
        QVERIFY(bestMatches(all, "nothing", 9).empty());
    }
    void anEmptyQueryGivesTheFirst() {
        QCOMPARE(bestMatches(entries({"a", "b", "c"}), "  ", 2), (std::vector<std::size_t>{0, 1}));
    }
    void everyInputOfAStudyIsFoundByItsPath() {
        study::Path chosen;
        const study::Study study = study::newComparison();
        const auto all = inputEntries(study, [&](const study::Path& path) { chosen = path; });
        const auto found = bestMatches(all, "price second offer", 1);
        QCOMPARE(found.size(), std::size_t{1});
        all[found.front()].choose();
        QCOMPARE(chosen.text(), std::string("deal.second-offer.tranche.capacity.clause.metered-fee.price"));
        QVERIFY(study::findInput(study, chosen));
    }
};

QTEST_APPLESS_MAIN(TestPaletteEntries)
#include "tst_palette_entries.moc"
