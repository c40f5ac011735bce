#include "data/study/Examples.h"

#include <algorithm>

#include "core/base/Embedded.h"
#include "core/study/kinds/StudyInputs.h"
#include "data/study/StudyJson.h"
#include "data/study/Suggest.h"

namespace offtake::study {

namespace {

std::string_view idOf(const embedded::File& file) { return file.name.substr(0, file.name.rfind('.')); }

std::string firstSentence(std::string_view text) {
    text = text.substr(0, text.find('\n'));
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        if ((text[i] == '.' || text[i] == '?') && text[i + 1] == ' ') {
            return std::string(text.substr(0, i + 1));
        }
    }
    return std::string(text);
}

}  // namespace

std::vector<Example> listExamples() {
    std::vector<Example> list;
    for (const embedded::File& file : embedded::examples()) {
        Example example{idOf(file), std::string(idOf(file)), {}, file.bytes};
        if (const auto study = studyFromJson(file.bytes, std::string(file.name))) {
            example.name = study->root().displayName();
            example.description = firstSentence(study->root().get(kNotes).text);
        } else {
            example.description = study.error().english();
        }
        list.push_back(std::move(example));
    }
    std::sort(list.begin(), list.end(), [](const Example& a, const Example& b) { return a.id < b.id; });
    return list;
}

Expected<Study> openExample(std::string_view id) {
    std::vector<std::string> ids;
    for (const embedded::File& file : embedded::examples()) {
        if (idOf(file) == id) {
            return studyFromJson(file.bytes, std::string(file.name));
        }
        ids.emplace_back(idOf(file));
    }
    return fail(ErrorCode::UnknownName, std::string(id), {"There is no example \"{0}\".", {std::string(id)}}, possibleNames(id, ids));
}

}  // namespace offtake::study
