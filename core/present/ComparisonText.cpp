#include "core/present/ComparisonText.h"

#include "core/present/AnswerStrip.h"
#include "core/present/ComparisonCharts.h"
#include "core/present/DealNames.h"
#include "core/present/LedgerTable.h"
#include "core/present/TableText.h"

namespace offtake::present {

ComparisonText comparisonText(const economics::StudyResult& result, const ComparisonOptions& options, bool details) {
    ComparisonText text;
    text.title = studyTitle(result);
    text.sentences = answerSentences(result);
    for (const ChartSpec& chart : {cumulativeCost(result), cumulativeNet(result), usefulCompute(result), idleCapacity(result)}) {
        if (!chart.isEmpty()) {
            text.sentences.push_back(chart.title + ".");
        }
    }
    for (std::string& note : comparisonNotes(result)) {
        text.sentences.push_back(std::move(note));
    }
    TableSpec figures = comparisonTable(result, options);
    figures.title = figures.subtitle;  // the study's name and the notes stand above already
    figures.subtitle.clear();
    figures.caption.clear();
    text.tables.push_back(std::move(figures));
    text.tables.push_back(partyTable(result));
    for (std::size_t i = 0; details && i < result.deals.size(); ++i) {
        text.tables.push_back(contractTable(result, i));
        text.tables.push_back(ledgerTable(result, i));
    }
    return text;
}

std::string plainText(const ComparisonText& text) {
    std::string out = text.title + "\n\n";
    for (const std::string& sentence : text.sentences) {
        out += sentence + "\n";
    }
    for (const TableSpec& table : text.tables) {
        out += "\n" + plainText(table);
    }
    return out;
}

}  // namespace offtake::present
