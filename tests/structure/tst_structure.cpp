#include <QtTest>

#include <filesystem>
#include <fstream>
#include <map>

#include "tests/structure/support/SourceRules.h"

using namespace offtake::structure;
using Files = std::map<std::string, std::string>;
using Rule = std::vector<std::string> (*)(const std::filesystem::path&);

namespace {

std::string lines(std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += "// line\n";
    }
    return text;
}

/// What the rule says about a small tree made of these files.
std::vector<std::string> verdict(Rule rule, const Files& files) {
    const QTemporaryDir folder;
    const std::filesystem::path root = folder.path().toStdString();
    for (const auto& [name, text] : files) {
        std::filesystem::create_directories((root / name).parent_path());
        std::ofstream(root / name) << text;
    }
    return rule(root);
}

/// A tree that keeps every rule.
Files goodTree() {
    return {
        {"core/base/Error.h", "#pragma once\n#include <string>\n#include <queue>\n"},
        {"core/base/README.md", "# base\n"},
        {"core/study/Study.h", "#include \"core/base/Error.h\"\n#include \"core/study/Path.h\"\n"},
        {"core/study/Path.h", "#pragma once\n"},
        {"core/study/README.md", lines(20)},
        {"data/csv/Csv.cpp", "#include <nlohmann/json.hpp>\n#include \"core/study/Study.h\"\n"},
        {"data/csv/README.md", "# csv\n"},
        {"ui/window/Window.cpp", "#include <QWidget>\n#include \"data/csv/Csv.h\"\n#include \"window.moc\"\n"},
        {"data/csv/Csv.h", lines(600)},
        {"ui/window/README.md", "# window\n"},
        {"app/main.cpp", "#include \"core/base/Error.h\"\n"},
        {"app/cli/main.cpp", "# include <CLI/CLI.hpp>\n#include \"data/csv/Csv.h\"\n"},
        {"docs/sources.md", "https://example.org/home/index.html and tests/tmp/file, ../w" "ork/notes\n"},
        {"build/dev/junk.txt", "/ho" "me/somebody/\n"},
    };
}

}  // namespace

class TestStructure : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theProjectKeepsTheRule_data() {
        QTest::addColumn<Rule>("rule");
        QTest::newRow("includes point down") << Rule(brokenIncludes);
        QTest::newRow("every folder explains itself") << Rule(missingReadmes);
        QTest::newRow("files are short") << Rule(overlongFiles);
        QTest::newRow("no machine paths, no OpenGL switch") << Rule(forbiddenTexts);
    }
    void theProjectKeepsTheRule() {
        QFETCH(Rule, rule);
        const auto broken = rule(OFFTAKE_SOURCE_DIR);
        for (const std::string& line : broken) {
            qWarning("%s", line.c_str());
        }
        QCOMPARE(broken.size(), std::size_t{0});
    }

    void aGoodTreePasses_data() { theProjectKeepsTheRule_data(); }
    void aGoodTreePasses() {
        QFETCH(Rule, rule);
        QCOMPARE(verdict(rule, goodTree()), std::vector<std::string>{});
    }

    void aBadFileIsNamed_data() {
        QTest::addColumn<Rule>("rule");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("where");
        const auto row = [](const char* name, Rule rule, const char* file, const std::string& text, const char* where) {
            QTest::newRow(name) << rule << file << QString::fromStdString(text) << where;
        };
        row("core includes data", brokenIncludes, "core/study/Bad.h", "#include \"data/csv/Csv.h\"\n", "core/study/Bad.h:1:");
        row("core includes ui", brokenIncludes, "core/study/Bad.h", "\n #\tinclude \"ui/window/Window.cpp\"\n", "core/study/Bad.h:2:");
        row("data includes app", brokenIncludes, "data/csv/Bad.h", "#include \"app/main.cpp\"\n", "data/csv/Bad.h:1:");
        row("ui includes app", brokenIncludes, "ui/window/Bad.h", "#include \"app/main.cpp\"\n", "ui/window/Bad.h:1:");
        row("command line includes ui", brokenIncludes, "app/cli/Bad.h", "#include \"ui/window/Window.cpp\"\n", "app/cli/Bad.h:1:");
        row("core folder out of order", brokenIncludes, "core/base/Bad.h", "#include \"core/study/Study.h\"\n", "core/base/Bad.h:1:");
        row("core folder without a place", brokenIncludes, "core/misc/Bad.h", "#include \"core/base/Error.h\"\n", "core/misc/Bad.h:1:");
        row("include not from the root", brokenIncludes, "core/study/Bad.h", "#include \"Study.h\"\n", "core/study/Bad.h:1:");
        row("include by a dotted path", brokenIncludes, "data/csv/Bad.h", "#include \"../../core/base/Error.h\"\n", "data/csv/Bad.h:1:");
        row("include of a file that is not there", brokenIncludes, "data/csv/Bad.h", "#include \"core/base/No.h\"\n", "data/csv/Bad.h:1:");
        row("own file in angle brackets", brokenIncludes, "data/csv/Bad.h", "#include <core/base/Error.h>\n", "data/csv/Bad.h:1:");
        row("tests included by the product", brokenIncludes, "ui/window/Bad.h", "#include \"tests/x.h\"\n", "ui/window/Bad.h:1:");
        row("Qt in core", brokenIncludes, "core/base/Bad.h", "#include <QString>\n", "core/base/Bad.h:1:");
        row("Qt in core, quoted", brokenIncludes, "core/base/Bad.h", "#include \"QString\"\n", "core/base/Bad.h:1:");
        row("Qt in data", brokenIncludes, "data/csv/Bad.h", "#include <QtCore/QString>\n", "data/csv/Bad.h:1:");
        row("Qt in the command line", brokenIncludes, "app/cli/Bad.h", "#include <qglobal.h>\n", "app/cli/Bad.h:1:");
        row("JSON in core", brokenIncludes, "core/base/Bad.h", "#include <nlohmann/json.hpp>\n", "core/base/Bad.h:1:");
        row("streams in core", brokenIncludes, "core/base/Bad.h", "#include <iostream>\n", "core/base/Bad.h:1:");
        row("folder without a README", missingReadmes, "ui/chart/Chart.h", "\n", "ui/chart/README.md:1:");
        row("layer without a README", missingReadmes, "data/Store.h", "\n", "data/README.md:1:");
        row("README too long", missingReadmes, "core/study/README.md", lines(21), "core/study/README.md:21:");
        row("source too long", overlongFiles, "app/cli/Bad.cpp", lines(601), "app/cli/Bad.cpp:601:");
        row("work path", forbiddenTexts, "docs/bad.md", "\nsee /w" "ork/notes\n", "docs/bad.md:2:");
        row("home path", forbiddenTexts, "run", "cd \"/ho" "me/somebody\"\n", "run:1:");
        row("temporary path", forbiddenTexts, "ui/window/Bad.cpp", "open(\"/t" "mp/x\");\n", "ui/window/Bad.cpp:1:");
        row("root path", forbiddenTexts, "cmake/Bad.cmake", "set(X /ro" "ot/x)\n", "cmake/Bad.cmake:1:");
        row("OpenGL switch", forbiddenTexts, "ui/window/Bad.cpp", "series->setUseOpenGL(true);\n", "ui/window/Bad.cpp:1:");
    }
    void aBadFileIsNamed() {
        QFETCH(Rule, rule);
        QFETCH(QString, file);
        QFETCH(QString, text);
        QFETCH(QString, where);
        Files files = goodTree();
        files[file.toStdString()] = text.toStdString();
        const auto broken = verdict(rule, files);
        QCOMPARE(broken.size(), std::size_t{1});
        QVERIFY2(broken[0].starts_with(where.toStdString()), broken[0].c_str());
    }
};

QTEST_APPLESS_MAIN(TestStructure)
#include "tst_structure.moc"
