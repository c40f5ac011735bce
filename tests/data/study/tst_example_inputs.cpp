#include <QtTest>

#include "core/economics/Effect.h"
#include "core/economics/Trial.h"
#include "core/study/ValueText.h"
#include "data/study/Examples.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::study;

namespace {

struct Setting {
    Assignment assignment;
    Value value;
};

/// Another value for every number of a study that the model reads.
std::vector<Setting> settingsFor(const Study& study) {
    std::vector<Setting> settings;
    walk(study.root(), {}, [&](const Path& path, const Element& element) {
        for (std::size_t i = 0; i < element.values.size(); ++i) {
            const Input& input = *element.kind->inputs[i];
            if (!input.continuous() || !element.values[i].assumption.empty()) {
                continue;
            }
            const std::vector<Value> others = otherValues(input, element.values[i]);
            if (!others.empty()) {
                settings.push_back({{path.input(input.key).text(), valueText(input, others.front())}, others.front()});
            }
        }
    });
    return settings;
}

std::vector<std::optional<double>> figures(const StudyResult& result) {
    std::vector<std::optional<double>> all;
    for (const DealResult& deal : result.deals) {
        for (const MetricInfo& info : metrics()) {
            all.push_back(deal.figure(info.metric));
        }
    }
    return all;
}

}  // namespace

/// What `--set` does to the studies that ship, through the function that the command line calls.
class TestExampleInputs : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void settingAnInputChangesAFigureOrIsReported_data() {
        QTest::addColumn<QString>("id");
        for (const Example& example : listExamples()) {
            QTest::newRow(std::string(example.id).c_str()) << QString::fromStdString(std::string(example.id));
        }
    }
    void settingAnInputChangesAFigureOrIsReported() {
        QFETCH(QString, id);
        const Study study = *openExample(id.toStdString());
        const auto before = evaluateStudy(study);
        QVERIFY2(before.has_value(), before ? "" : before.error().english().c_str());
        std::size_t moved = 0;
        const std::vector<Setting> settings = settingsFor(study);
        for (const Setting& setting : settings) {
            const std::string name = setting.assignment.path + " = " + setting.assignment.value;
            const auto trial = evaluateTrial(study, {}, std::span(&setting.assignment, 1));
            QVERIFY2(trial.has_value(), (name + ": " + (trial ? "" : trial.error().english())).c_str());
            const auto place = findInput(trial->result.study, *parsePath(setting.assignment.path));
            QVERIFY2(sameContent(place->value(), setting.value), name.c_str());
            const bool reported = !trial->withoutEffect.empty();
            if (figures(trial->result) != figures(*before)) {
                QVERIFY2(!reported, name.c_str());
                ++moved;
            } else if (!reported) {
                QVERIFY2(changesResult(*before, trial->result), name.c_str());
            }
        }
        // An example is about something: most of what it states moves a figure.
        QVERIFY2(moved * 2 > settings.size(), qPrintable(QString("%1 of %2").arg(moved).arg(settings.size())));
    }
};

QTEST_APPLESS_MAIN(TestExampleInputs)
#include "tst_example_inputs.moc"
