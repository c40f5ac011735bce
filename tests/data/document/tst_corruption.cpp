#include <QtTest>
#include <algorithm>
#include <map>
#include <random>

#include "data/document/Container.h"

using namespace offtake;
using namespace offtake::document;

namespace {

/// Rich enough for inner pages of the tables, so that damage meets every kind of page.
StoredStudy fixture() {
    StoredStudy study;
    study.writtenBy = "Offtake 0.1.0";
    study.meta = {{"currency", "USD"}, {"title", "A study for the test of damage"}};
    study.elements.push_back({1, 0, "study", 0, "study", "study", ""});
    for (int i = 0; i < 80; ++i) {
        const std::string id = "tranche-" + std::to_string(i);
        study.elements.push_back({i + 2, 1, "tranche", i, "offtake", id, "Tranche number " + std::to_string(i)});
        for (int j = 0; j < 12; ++j) {
            StoredValue value;
            value.element = i + 2;
            value.input = "input-" + std::to_string(j);
            value.type = "number";
            value.number = 1.0 / (1 + i * 12 + j);
            value.unit = "$/GPU-h";
            value.note = j == 0 ? "A note of some length that says where the figure comes from." : "";
            study.values.push_back(value);
        }
    }
    StoredValue text;
    text.element = 1;
    text.input = "description";
    text.type = "text";
    text.text = std::string(9'000, 'd');  // longer than a page
    study.values.push_back(text);
    return study;
}

}  // namespace

class TestCorruption : public QObject {
    Q_OBJECT

    std::string m_bytes;
    StoredStudy m_study;
    std::mt19937_64 m_random{20260701};

    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(m_random() % bound); }

    /// "same", or the kind of error; never other content.
    std::string verdict(const std::string& bytes) {
        const auto opened = fromBytes(bytes);
        if (opened) {
            return opened->study == m_study ? "same" : "different content";
        }
        const Error& error = opened.error();
        const bool named = error.code == ErrorCode::Damaged || error.code == ErrorCode::Foreign ||
                           error.code == ErrorCode::TooNew || error.code == ErrorCode::TooLarge;
        return named && !error.reason.text.empty() ? "refused" : "unexpected error: " + error.english();
    }

    void report(const char* what, const std::map<std::string, int>& verdicts) {
        for (const auto& entry : verdicts) {
            qInfo("%s: %d %s", what, entry.second, entry.first.c_str());
            QVERIFY2(entry.first == "same" || entry.first == "refused", entry.first.c_str());
        }
    }

private Q_SLOTS:
    void initTestCase() {
        const auto bytes = toBytes(fixture());
        QVERIFY(bytes.has_value());
        m_bytes = *bytes;
        m_study = fromBytes(m_bytes)->study;
        QVERIFY(m_bytes.size() > 16 * 4096U);
    }

    void aFlippedBitIsRefusedOrChangesNothing() {
        std::map<std::string, int> verdicts;
        for (int i = 0; i < 2'000; ++i) {
            std::string bytes = m_bytes;
            const std::size_t at = below(bytes.size());
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8)));
            ++verdicts[verdict(bytes)];
        }
        report("bit flips", verdicts);
        QVERIFY(verdicts["refused"] > 1'000);
    }

    void everyBitOfTheHeaderIsRefusedOrChangesNothing() {
        std::map<std::string, int> verdicts;
        for (std::size_t bit = 0; bit < 112 * 8; ++bit) {
            std::string bytes = m_bytes;
            bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
            ++verdicts[verdict(bytes)];
        }
        report("header bits", verdicts);
    }

    void aTruncatedFileIsRefused() {
        for (int i = 0; i < 200; ++i) {
            const std::size_t size =
                i < 20 ? static_cast<std::size_t>(i) * 4096 % m_bytes.size() : below(m_bytes.size());
            QCOMPARE(verdict(m_bytes.substr(0, size)), std::string("refused"));
        }
    }

    void swappedBlocksAreRefusedOrChangeNothing() {
        std::map<std::string, int> verdicts;
        for (const std::size_t block : {std::size_t{512}, std::size_t{4096}}) {
            for (int i = 0; i < 50; ++i) {
                std::string bytes = m_bytes;
                const std::size_t blocks = bytes.size() / block;
                const auto a = bytes.begin() + static_cast<std::ptrdiff_t>(below(blocks) * block);
                const auto b = bytes.begin() + static_cast<std::ptrdiff_t>(below(blocks) * block);
                if (a != b) {
                    std::swap_ranges(a, a + static_cast<std::ptrdiff_t>(block), b);
                }
                ++verdicts[verdict(bytes)];
            }
        }
        report("block swaps", verdicts);
        QVERIFY(verdicts["refused"] > 50);
    }

    void zeroedAndRepeatedBlocksAreRefusedOrChangeNothing() {
        std::map<std::string, int> verdicts;
        constexpr std::size_t kSector = 512;
        for (std::size_t at = 0; at < m_bytes.size(); at += kSector) {
            std::string bytes = m_bytes;
            bytes.replace(at, kSector, kSector, '\0');
            ++verdicts[verdict(bytes)];
            bytes.replace(at, kSector, m_bytes, below(m_bytes.size() / kSector) * kSector, kSector);
            ++verdicts[verdict(bytes)];
        }
        report("lost sectors", verdicts);
    }
};

QTEST_APPLESS_MAIN(TestCorruption)
#include "tst_corruption.moc"
