#include "core/study/Path.h"

#include <array>
#include <optional>

#include <fmt/format.h>

namespace offtake::study {

namespace {

constexpr std::size_t kLongestId = 64;
constexpr std::array kRoles{Role::Party, Role::Assumption, Role::Source, Role::Fact, Role::Scenario, Role::Override,
                            Role::Correlation, Role::Deal,  Role::Tranche,    Role::Clause, Role::Loan};

std::optional<Role> roleOf(std::string_view name) {
    for (const Role role : kRoles) {
        if (roleName(role) == name) {
            return role;
        }
    }
    return std::nullopt;
}

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> parts;
    std::size_t from = 0;
    while (true) {
        const std::size_t dot = text.find('.', from);
        parts.push_back(text.substr(from, dot == std::string_view::npos ? dot : dot - from));
        if (dot == std::string_view::npos) {
            return parts;
        }
        from = dot + 1;
    }
}

std::string listOfChildren(const Element& element, Role role) {
    std::string list;
    for (const ElementPtr& child : element.children) {
        if (child->kind->role == role) {
            list += (list.empty() ? "" : ", ") + child->id;
        }
    }
    return list.empty() ? "none" : list;
}

std::string listOfKeys(const ElementKind& kind) {
    std::string list;
    for (const Input* input : kind.inputs) {
        list += (list.empty() ? "" : ", ") + std::string(input->key);
    }
    return list;
}

}  // namespace

std::string Path::text() const {
    std::string out;
    for (const Step& step : steps) {
        out += (out.empty() ? "" : ".") + std::string(roleName(step.role)) + "." + step.id;
    }
    if (steps.empty()) {
        out = "study";
    }
    return key.empty() ? out : out + "." + key;
}

Path Path::child(Role role, std::string id) const {
    Path path{steps, {}};
    path.steps.push_back({role, std::move(id)});
    return path;
}

Path Path::input(std::string_view inputKey) const { return {steps, std::string(inputKey)}; }

Path Path::parent() const {
    Path path{steps, {}};
    if (key.empty() && !path.steps.empty()) {
        path.steps.pop_back();
    }
    return path;
}

Expected<Path> parsePath(std::string_view text) {
    const std::vector<std::string_view> parts = split(text);
    Path path;
    std::size_t at = 0;
    if (parts.front() == "study") {
        at = 1;
        if (parts.size() > 2) {
            at = parts.size() + 1;
        }
    }
    while (at + 1 < parts.size()) {
        const std::optional<Role> role = roleOf(parts[at]);
        if (!role || !isId(parts[at + 1])) {
            break;
        }
        path.steps.push_back({*role, std::string(parts[at + 1])});
        at += 2;
    }
    if (at + 1 == parts.size()) {
        path.key = parts[at];
        ++at;
    }
    const bool keyIsWord = path.key.empty() ? parts.back() != "" : isId(path.key);
    if (at != parts.size() || !keyIsWord || text.size() > 1000) {
        return fail(ErrorCode::Syntax, std::string(text.substr(0, 200)), {"This is not the path of an input.", {}},
                    {"Write pairs of list and id and then the input, as in deal.open.tranche.pod.price or study.horizon.", {}});
    }
    return path;
}

Expected<const Element*> findElement(const Study& study, const Path& path) {
    const Element* element = &study.root();
    for (const Path::Step& step : path.steps) {
        const Element* next = element->child(step.role, step.id);
        if (next == nullptr) {
            return fail(ErrorCode::UnknownName, path.text(), {"There is no {0} \"{1}\" here.", {std::string(roleName(step.role)), step.id}},
                        {"There are: {0}.", {listOfChildren(*element, step.role)}});
        }
        element = next;
    }
    return element;
}

Expected<InputPlace> findInput(const Study& study, const Path& path) {
    const auto element = findElement(study, path);
    if (!element) {
        return tl::unexpected(element.error());
    }
    const int index = (*element)->kind->indexOf(path.key);
    if (index < 0) {
        return fail(ErrorCode::UnknownName, path.text(),
                    {"{0} has no input \"{1}\".", {std::string((*element)->kind->label), path.key}},
                    {"Its inputs are: {0}.", {listOfKeys(*(*element)->kind)}});
    }
    return InputPlace{*element, index};
}

bool isId(std::string_view text) {
    if (text.empty() || text.size() > kLongestId || text.front() == '-') {
        return false;
    }
    for (const char c : text) {
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
            return false;
        }
    }
    return true;
}

std::string freeId(const Element& parent, Role role, std::string_view name) {
    std::string stem;
    for (const char c : name) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if (isId(std::string_view(&lower, 1))) {
            stem += lower;
        } else if (!stem.empty() && stem.back() != '-') {
            stem += '-';
        }
        if (stem.size() >= kLongestId - 8) {
            break;
        }
    }
    while (!stem.empty() && stem.back() == '-') {
        stem.pop_back();
    }
    if (stem.empty()) {
        stem = roleName(role);
    }
    std::string id = stem;
    for (int number = 2; parent.child(role, id) != nullptr; ++number) {
        id = fmt::format("{}-{}", stem, number);
    }
    return id;
}

}  // namespace offtake::study
