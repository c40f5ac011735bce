#include <random>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

#include "core/study/EditBuilders.h"
#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/ExampleStudies.h"
#include "tests/core/support/RandomStudy.h"
#include "ui/inputs/InputFilterModel.h"

using namespace offtake;
using namespace offtake::study;
using offtake::ui::InputFilterModel;
using offtake::ui::InputTreeModel;
using Roles = InputTreeModel::Roles;

namespace {

/// A study that changes by the model's edits, as the document does it.
struct Bench {
    InputTreeModel model;
    Study study;
    std::vector<Study> earlier;

    explicit Bench(const Study& first) {
        model.setApply([this](const Edit& edit) -> Expected<void> {
            auto next = apply(study, edit);
            if (!next) {
                return tl::unexpected(next.error());
            }
            show(*next);
            return {};
        });
        show(first);
    }
    void show(const Study& next) {
        earlier.push_back(study);
        study = next;
        model.setStudy(study);
        model.setProblems(validate(study));
    }
    QModelIndex at(const char* path) const { return model.indexOf(QString::fromLatin1(path)); }
    QString text(const char* path) const { return at(path).data().toString(); }
    QVariant beside(const char* path, int column, int role = Qt::DisplayRole) const { return at(path).siblingAtColumn(column).data(role); }
};

constexpr auto kFeePath = "deal.lease.tranche.colossus.clause.fixed-fee.fee";
constexpr auto kCountPath = "deal.lease.tranche.colossus.accelerators";

/// Every row with its cells, for comparing a model that followed edits with one that was built anew.
QStringList dump(const QAbstractItemModel& model, const QModelIndex& parent = {}) {
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        QStringList cells{model.index(row, 0, parent).data(Roles::KeyRole).toString()};
        for (int column = 0; column < model.columnCount(parent); ++column) {
            cells << model.index(row, column, parent).data().toString();
        }
        lines << cells.join(QLatin1Char('|'));
        lines << dump(model, model.index(row, 0, parent));
    }
    return lines;
}

/// One valid edit of the study, of any kind.
Edit randomEdit(const Study& study, std::mt19937_64& random) {
    std::vector<std::pair<Path, const Element*>> places;
    walk(study.root(), {}, [&](const Path& path, const Element& element) { places.emplace_back(path, &element); });
    const auto pick = [&](std::size_t count) { return static_cast<std::size_t>(random() % std::max<std::size_t>(count, 1)); };
    for (;;) {
        const auto& [path, element] = places[pick(places.size())];
        switch (random() % 6) {
            case 0: {  // a new element of a kind that may stand here
                const ElementKind* kind = allKinds()[pick(allKinds().size())];
                const auto& allowed = element->kind->contains;
                if (std::find(allowed.begin(), allowed.end(), kind->role) != allowed.end()) {
                    return insertNew(*element, path, *kind, "New one");
                }
                break;
            }
            case 1:
                if (const auto edit = removal(study, path); edit && places.size() > 12) {
                    return *edit;
                }
                break;
            case 2:
                if (const auto edit = shift(study, path, random() % 2 == 0 ? 1 : -1)) {
                    return *edit;
                }
                break;
            case 3:
                if (const auto edit = rename(study, path, "Name " + std::to_string(random() % 100))) {
                    return *edit;
                }
                break;
            default: {
                const std::size_t i = pick(element->values.size());
                const Input& input = *element->kind->inputs[i];
                Value value = element->values[i];
                if (input.shape == study::Shape::Number && input.continuous()) {
                    value.numbers = {input.low + (std::min(input.high, 100.0) - input.low) * static_cast<double>(random() % 100) / 100.0};
                    value.assumption.clear();
                    value.low.reset();
                    value.high.reset();
                    return {SetValue{path.input(input.key), value}};
                }
            }
        }
    }
}

}  // namespace

class TestInputTreeModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyInputOfTheStudyHasARowThatItsPathFinds() {
        const Bench bench(testing::randomStudy(5));
        int inputs = 0;
        walk(bench.study.root(), {}, [&](const Path& path, const Element& element) {
            for (const Input* input : element.kind->inputs) {
                const QString text = QString::fromStdString(path.input(input->key).text());
                const QModelIndex index = bench.model.indexOf(text);
                QVERIFY2(index.isValid(), qPrintable(text));
                QCOMPARE(index.data(Roles::PathRole).toString(), text);
                QCOMPARE(index.siblingAtColumn(0).data().toString(), QString::fromUtf8(input->label.data(), static_cast<qsizetype>(input->label.size())));
                ++inputs;
            }
        });
        QVERIFY(inputs > 100);
    }
    void theFeeStandsInMillionsUnderItsDeal() {
        const Bench bench(testing::reflectionLease());
        QCOMPARE(bench.text(kFeePath), QStringLiteral("150"));
        QCOMPARE(bench.beside(kFeePath, bench.model.unitColumn()).toString(), QStringLiteral("M$/month"));
        QCOMPARE(bench.beside(kFeePath, bench.model.sourceColumn()).toString(), QStringLiteral("no source"));
        QVERIFY(bench.at(kFeePath).data(Roles::ChangedRole).toBool());
        QVERIFY(!bench.at("deal.lease.tranche.colossus.availability").data(Roles::ChangedRole).toBool());
    }
    void dealsShareTheRowsOfTheirInputs() {
        Bench bench(testing::reflectionLease());
        bench.show(*apply(bench.study, *duplicate(bench.study, *parsePath("deal.lease"))));
        QCOMPARE(bench.model.valueColumns(), 2);
        const QModelIndex first = bench.at("deal.lease.scale");
        const QModelIndex second = bench.at("deal.lease-2.scale");
        QCOMPARE(first.siblingAtColumn(0), second.siblingAtColumn(0));
        QCOMPARE(second.column(), first.column() + 1);
        QVERIFY(bench.model.setData(second, QStringLiteral("2")));
        QCOMPARE(findInput(bench.study, *parsePath("deal.lease-2.scale"))->value().number(), 2.0);
        QCOMPARE(first.data().toString(), QStringLiteral("1"));
        QCOMPARE(bench.at("deal.lease-2.tranche.colossus.accelerators").column(), second.column());
    }
    void typingSetsTheValueDropsTheSourceAndKeepsTheNote() {
        Bench bench(testing::reflectionLease());
        Value sourced = findInput(bench.study, *parsePath(kCountPath))->value();
        sourced.estimate = true;
        sourced.note = "undisclosed";
        bench.show(*apply(bench.study, {SetValue{*parsePath(kCountPath), sourced}}));
        QCOMPARE(bench.beside(kCountPath, bench.model.sourceColumn(), Roles::BadgeRole).toString(), QStringLiteral("estimate"));
        QVERIFY(bench.model.setData(bench.at(kCountPath), QStringLiteral("17,900 to 51,900")));
        const Value& value = findInput(bench.study, *parsePath(kCountPath))->value();
        QCOMPARE(*value.low, 17900.0);
        QCOMPARE(*value.high, 51900.0);
        QVERIFY(!value.estimate);
        QCOMPARE(value.note, std::string("undisclosed"));
        QCOMPARE(bench.text(kCountPath), QStringLiteral("17,900 to 51,900"));
        QVERIFY(bench.at(kCountPath).data(Roles::SpreadRole).isValid());
    }
    void textsAreReadInTheUnitShown_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<double>("expected");
        QTest::newRow("millions") << kFeePath << "160" << 160e6;
        QTest::newRow("own unit") << kFeePath << "160 k$/month" << 160e3;
        QTest::newRow("percent") << "deal.lease.tranche.colossus.allocation" << "62" << 0.62;
        QTest::newRow("percent sign") << "deal.lease.tranche.colossus.allocation" << "62 %" << 0.62;
        QTest::newRow("date") << "deal.lease.tranche.colossus.start" << "2026-08-01" << 20666.0;
        QTest::newRow("thousands") << kCountPath << "31k" << 31000.0;
    }
    void textsAreReadInTheUnitShown() {
        QFETCH(QString, path);
        QFETCH(QString, typed);
        QFETCH(double, expected);
        Bench bench(testing::reflectionLease());
        QVERIFY(bench.model.setData(bench.model.indexOf(path), typed));
        QCOMPARE(findInput(bench.study, *parsePath(path.toStdString()))->value().number(), expected);
    }
    void whatCannotBeReadIsSaidAndTheOldValueStays_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("typed");
        QTest::newRow("words") << kCountPath << "many";
        QTest::newRow("another dimension") << kFeePath << "3 GPU";
        QTest::newRow("out of bounds") << "deal.lease.tranche.colossus.allocation" << "120";
        QTest::newRow("empty") << kFeePath << "";
        QTest::newRow("no such day") << "deal.lease.tranche.colossus.start" << "2026-02-30";
        QTest::newRow("nobody") << "deal.lease.buyer" << "Nobody";
        QTest::newRow("range the wrong way") << kCountPath << "9 to 5";
    }
    void whatCannotBeReadIsSaidAndTheOldValueStays() {
        QFETCH(QString, path);
        QFETCH(QString, typed);
        Bench bench(testing::reflectionLease());
        const Study before = bench.study;
        const QModelIndex index = bench.model.indexOf(path);
        const QString shown = index.data().toString();
        QSignalSpy rejected(&bench.model, &InputTreeModel::rejected);
        QVERIFY(!bench.model.setData(index, typed));
        QVERIFY(bench.study == before);
        QCOMPARE(index.data().toString(), shown);
        QCOMPARE(rejected.size(), 1);
        QVERIFY(index.data(Roles::RejectedRole).toString().size() > 10);
        QCOMPARE(index.data(Roles::SeverityRole).toInt(), 2);
        bench.model.clearRejection(index);
        QVERIFY(index.data(Roles::RejectedRole).isNull());
    }
    void confirmingTheShownTextChangesNothing() {
        Bench bench(testing::randomStudy(11));
        const Study before = bench.study;
        walk(before.root(), {}, [&](const Path& path, const Element& element) {
            for (const Input* input : element.kind->inputs) {
                const QModelIndex index = bench.model.indexOf(QString::fromStdString(path.input(input->key).text()));
                QVERIFY(bench.model.setData(index, index.data(Qt::EditRole)));
            }
        });
        QVERIFY(bench.study == before);
    }
    void anUnusualValueIsNoted() {
        Bench bench(testing::reflectionLease());
        QVERIFY(bench.model.setData(bench.at("deal.lease.tranche.colossus.pue"), QStringLiteral("3")));
        QCOMPARE(bench.at("deal.lease.tranche.colossus.pue").data(Roles::SeverityRole).toInt(), 1);
        QVERIFY(bench.at("deal.lease.tranche.colossus.pue").data(Roles::ProblemRole).toString().contains(QStringLiteral("unusual")));
    }
    void anEditSignalsOnlyItsRow() {
        Bench bench(testing::reflectionLease());
        QSignalSpy changed(&bench.model, &QAbstractItemModel::dataChanged);
        QSignalSpy reset(&bench.model, &QAbstractItemModel::modelReset);
        QVERIFY(bench.model.setData(bench.at(kCountPath), QStringLiteral("31000")));
        QCOMPARE(reset.size(), 0);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().first().toModelIndex().data().toString(), QStringLiteral("Accelerators"));
    }
    void aClauseAppearsInItsPlaceWithoutReset() {
        Bench bench(testing::reflectionLease());
        QSignalSpy reset(&bench.model, &QAbstractItemModel::modelReset);
        QSignalSpy inserted(&bench.model, &QAbstractItemModel::rowsInserted);
        const Path tranche = *parsePath("deal.lease.tranche.colossus");
        bench.show(*apply(bench.study, insertNew(**findElement(bench.study, tranche), tranche, kRampKind, "")));
        QCOMPARE(reset.size(), 0);
        QCOMPARE(inserted.size(), 1);
        QVERIFY(bench.at("deal.lease.tranche.colossus.clause.ramp.share").isValid());
        bench.show(bench.earlier.back());
        QVERIFY(!bench.at("deal.lease.tranche.colossus.clause.ramp").isValid());
    }

    void theModelStaysConsistentThroughAStormOfEdits_data() {
        QTest::addColumn<int>("seed");
        QTest::addColumn<QString>("words");
        QTest::addColumn<bool>("onlyChanged");
        QTest::newRow("all rows") << 1 << "" << false;
        QTest::newRow("words") << 2 << "price" << false;
        QTest::newRow("changed") << 3 << "" << true;
        QTest::newRow("both") << 4 << "a" << true;
    }
    void theModelStaysConsistentThroughAStormOfEdits() {
        QFETCH(int, seed);
        QFETCH(QString, words);
        QFETCH(bool, onlyChanged);
        Bench bench(testing::randomStudy(static_cast<std::uint64_t>(seed)));
        InputFilterModel filtered;
        filtered.setInputs(&bench.model);
        filtered.setFilter({words, onlyChanged, false});
        filtered.sort(InputTreeModel::kFirstValueColumn, seed % 2 == 0 ? Qt::DescendingOrder : Qt::AscendingOrder);
        const QAbstractItemModelTester strict(&bench.model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        const QAbstractItemModelTester strictFiltered(&filtered, QAbstractItemModelTester::FailureReportingMode::Fatal);
        std::mt19937_64 random(static_cast<std::uint64_t>(seed));
        for (int i = 0; i < 60; ++i) {
            if (i % 7 == 6) {
                bench.show(bench.earlier[random() % bench.earlier.size()]);
                continue;
            }
            const auto next = apply(bench.study, randomEdit(bench.study, random));
            if (next) {
                bench.show(*next);
            }
        }
        const Bench anew(bench.study);
        QCOMPARE(dump(bench.model), dump(anew.model));
        InputFilterModel filteredAnew;
        filteredAnew.setInputs(const_cast<InputTreeModel*>(&anew.model));
        filteredAnew.setFilter({words, onlyChanged, false});
        filteredAnew.sort(InputTreeModel::kFirstValueColumn, seed % 2 == 0 ? Qt::DescendingOrder : Qt::AscendingOrder);
        QStringList followed = dump(filtered);
        QStringList built = dump(filteredAnew);
        followed.sort();  // equal values may stand in any order
        built.sort();
        QCOMPARE(followed, built);
    }

    void theFindBoxLooksIntoLabelsHelpAndValues_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("found");
        QTest::newRow("label") << "accelerators" << kCountPath;
        QTest::newRow("help") << "after the lock-in is over" << "deal.lease.tranche.colossus.clause.termination.notice-reading";
        QTest::newRow("value") << "30,500" << kCountPath;
        QTest::newRow("name above") << "colossus pue" << "deal.lease.tranche.colossus.pue";
        QTest::newRow("any case") << "FIXED FEE" << kFeePath;
    }
    void theFindBoxLooksIntoLabelsHelpAndValues() {
        QFETCH(QString, words);
        QFETCH(QString, found);
        Bench bench(testing::reflectionLease());
        InputFilterModel filtered;
        filtered.setInputs(&bench.model);
        filtered.setFilter({words, false, false});
        QVERIFY(filtered.mapFromSource(bench.model.indexOf(found)).isValid());
        QVERIFY(!filtered.mapFromSource(bench.at("study.hours")).isValid());
    }
    void theBoxesKeepWhatIsChangedOrUnsourced() {
        Bench bench(testing::reflectionLease());
        InputFilterModel filtered;
        filtered.setInputs(&bench.model);
        filtered.setFilter({{}, true, false});
        QVERIFY(filtered.mapFromSource(bench.at(kFeePath)).isValid());
        QVERIFY(!filtered.mapFromSource(bench.at("deal.lease.tranche.colossus.pue")).isValid());
        filtered.setFilter({{}, false, true});
        QVERIFY(filtered.mapFromSource(bench.at(kFeePath)).isValid());
        QVERIFY(filtered.mapFromSource(bench.at("deal.lease.tranche.colossus.pue")).isValid());
        QVERIFY(!filtered.mapFromSource(bench.at("deal.lease.tranche.colossus.clause.termination.fee")).isValid());
    }
};

QTEST_MAIN(TestInputTreeModel)
#include "tst_input_tree_model.moc"
