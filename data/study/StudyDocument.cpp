#include "data/study/StudyDocument.h"

#include <algorithm>
#include <map>

#include "core/study/Path.h"
#include "core/study/Validate.h"
#include "core/study/kinds/StudyInputs.h"
#include "data/study/Canonical.h"
#include "data/study/StoredSpread.h"
#include "data/study/StoredUnit.h"

namespace offtake::study {

namespace {

using document::StoredElement;
using document::StoredStudy;
using document::StoredValue;

std::string_view typeOf(Shape shape) {
    switch (shape) {
        case Shape::Number: return "number";
        case Shape::Path: return "path";
        case Shape::Date: return "date";
        case Shape::Choice: return "choice";
        case Shape::Text: return "text";
        case Shape::Reference: return "reference";
    }
    return "";
}

// ---- writing -----------------------------------------------------------------------------------------------------

class Recorder {
public:
    explicit Recorder(StoredStudy& stored) : m_stored(stored) {}

    void record(const Element& element, std::int64_t parent, std::int64_t position) {
        const auto id = static_cast<std::int64_t>(m_stored.elements.size()) + 1;
        const std::string name = element.has(kName) ? element.get(kName).text : element.has(kTitle) ? element.get(kTitle).text : "";
        m_stored.elements.push_back({id, parent, std::string(roleName(element.kind->role)), position, std::string(element.kind->key), element.id, name});
        for (std::size_t i = 0; i < element.values.size(); ++i) {
            recordValue(id, *element.kind->inputs[i], element.values[i]);
        }
        std::map<Role, std::int64_t> next;
        for (const ElementPtr& child : element.children) {
            record(*child, id, next[child->kind->role]++);
        }
    }

private:
    StoredStudy& m_stored;

    void recordValue(std::int64_t element, const Input& input, const Value& value) {
        StoredValue row;
        row.element = element;
        row.input = input.key;
        row.type = typeOf(input.shape);
        row.low = value.low;
        row.high = value.high;
        StoredSpread spread = storedSpread(input, value);
        row.distribution = std::move(spread.distribution);
        row.process = std::move(spread.process);
        row.source = value.source;
        row.estimate = value.estimate;
        row.assumption = value.assumption;
        row.note = value.note;
        if (!input.numeric()) {
            row.text = value.text;
            m_stored.values.push_back(std::move(row));
            return;
        }
        row.unit = storedUnit(input);
        row.number = value.number();
        m_stored.values.push_back(row);
        for (std::size_t part = 1; part < value.numbers.size(); ++part) {
            StoredValue point;
            point.element = element;
            point.input = input.key;
            point.part = static_cast<std::int64_t>(part);
            point.type = row.type;
            point.unit = row.unit;
            point.number = value.numbers[part];
            m_stored.values.push_back(std::move(point));
        }
    }
};

// ---- reading -----------------------------------------------------------------------------------------------------

std::optional<Role> roleIn(const ElementKind& parent, std::string_view name) {
    for (const Role role : parent.contains) {
        if (roleName(role) == name) {
            return role;
        }
    }
    return std::nullopt;
}

/// Rebuilds the tree: first each element from its row, then its values, then children into their parents.
class Assembler {
public:
    explicit Assembler(const StoredStudy& stored) : m_stored(stored) {}

    Expected<Study> assemble() {
        Expected<void> done = makeElements();
        done = done ? readValues() : done;
        if (!done) {
            return tl::unexpected(done.error());
        }
        std::vector<std::vector<std::size_t>> children(m_elements.size());
        for (std::size_t i = 1; i < m_elements.size(); ++i) {
            children[parentOf(i)].push_back(i);
        }
        // Parents stand before their children, so backwards every child is complete when its parent takes it.
        for (std::size_t i = m_elements.size(); i-- > 0;) {
            std::sort(children[i].begin(), children[i].end(), [this](std::size_t a, std::size_t b) { return orderOf(a) < orderOf(b); });
            for (const std::size_t child : children[i]) {
                add(m_elements[i], std::move(m_elements[child]));
            }
        }
        return Study(std::make_shared<const Element>(std::move(m_elements[0])));
    }

private:
    const StoredStudy& m_stored;
    std::vector<Element> m_elements;

    [[nodiscard]] std::size_t parentOf(std::size_t index) const { return static_cast<std::size_t>(m_stored.elements[index].parent - 1); }

    [[nodiscard]] std::pair<std::size_t, std::int64_t> orderOf(std::size_t index) const {
        const auto& roles = m_elements[parentOf(index)].kind->contains;
        const auto at = std::find(roles.begin(), roles.end(), m_elements[index].kind->role);
        return {static_cast<std::size_t>(at - roles.begin()), m_stored.elements[index].position};
    }

    [[nodiscard]] Path pathOf(std::size_t index) const {
        Path path;
        for (; index != 0; index = parentOf(index)) {
            path.steps.insert(path.steps.begin(), {m_elements[index].kind->role, m_elements[index].id});
        }
        return path;
    }

    [[nodiscard]] tl::unexpected<Error> tooNew(const std::string& subject, Message reason) const {
        return fail(ErrorCode::TooNew, subject, std::move(reason), {"It was saved by {0}; open it with that version or a newer one.", {m_stored.writtenBy}});
    }
    [[nodiscard]] static tl::unexpected<Error> wrong(const std::string& subject, Message reason) {
        return fail(ErrorCode::Inconsistent, subject, std::move(reason), {"Restore a backup of this document.", {}});
    }

    Expected<void> makeElements() {
        const bool rooted = !m_stored.elements.empty() && m_stored.elements[0].parent == 0 && m_stored.elements[0].role == roleName(Role::Study);
        if (!rooted) {
            return wrong({}, {"The document holds no study.", {}});
        }
        for (std::size_t i = 0; i < m_stored.elements.size(); ++i) {
            const StoredElement& row = m_stored.elements[i];
            if ((row.parent == 0) != (i == 0)) {
                return wrong(row.elementId, {"The document holds more than one study.", {}});
            }
            const std::string subject = i == 0 ? "study" : pathOf(parentOf(i)).text();
            const auto role = i == 0 ? std::optional(Role::Study) : roleIn(*m_elements[parentOf(i)].kind, row.role);
            const ElementKind* kind = role && !row.kind.empty() ? findKind(*role, row.kind) : nullptr;
            if (kind == nullptr) {
                return tooNew(subject, {"It contains a {0} of the kind \"{1}\", which this program does not know.", {row.role, row.kind}});
            }
            if (i != 0 && !isId(row.elementId)) {
                return wrong(subject, {"\"{0}\" cannot be an id.", {row.elementId}});
            }
            m_elements.push_back(makeElement(*kind, row.elementId));
            for (Value& value : m_elements.back().values) {
                const Input& input = *kind->inputs[static_cast<std::size_t>(&value - m_elements.back().values.data())];
                if (input.whenAbsent) {
                    value.numbers = {*input.whenAbsent};
                }
            }
        }
        return {};
    }

    /// The rows come in any order; those of one input are read together, by part.
    Expected<void> readValues() {
        std::map<std::tuple<std::int64_t, std::string_view, std::int64_t>, const StoredValue*> rows;
        for (const StoredValue& row : m_stored.values) {
            rows[{row.element, row.input, row.part}] = &row;
        }
        const Value* last = nullptr;
        for (const auto& entry : rows) {
            const StoredValue& row = *entry.second;
            const std::size_t owner = static_cast<std::size_t>(row.element - 1);
            Element& element = m_elements[owner];
            const int index = element.kind->indexOf(row.input);
            const std::string subject = pathOf(owner).input(row.input).text();
            if (index < 0) {
                return tooNew(subject, {"This program does not know the input \"{0}\".", {row.input}});
            }
            const Input& input = *element.kind->inputs[static_cast<std::size_t>(index)];
            Value& value = element.values[static_cast<std::size_t>(index)];
            Expected<void> done = row.part == 0 ? readFirst(row, input, value, subject) : readPoint(row, input, value, last == &value, subject);
            if (!done) {
                return done;
            }
            last = &value;
        }
        return checkValues();
    }

    static Expected<void> checkRow(const StoredValue& row, const Input& input, const std::string& subject) {
        const bool held = input.numeric() ? row.number && !row.text : row.text && !row.number && !row.low && !row.high && row.distribution.empty() && row.process.empty();
        if (row.type != typeOf(input.shape) || !held) {
            return wrong(subject, {"It is stored as \"{0}\" where \"{1}\" belongs.", {row.type, std::string(typeOf(input.shape))}});
        }
        if (input.numeric() && row.unit != storedUnit(input)) {
            return wrong(subject, {"It is stored in \"{0}\"; this program reads \"{1}\".", {row.unit, storedUnit(input)}});
        }
        return {};
    }

    static Expected<void> readFirst(const StoredValue& row, const Input& input, Value& value, const std::string& subject) {
        if (auto checked = checkRow(row, input, subject); !checked) {
            return checked;
        }
        value = {};
        if (input.numeric()) {
            value.numbers = {*row.number};
        } else {
            value.text = *row.text;
        }
        value.low = row.low;
        value.high = row.high;
        value.source = row.source;
        value.estimate = row.estimate;
        value.assumption = row.assumption;
        value.note = row.note;
        return readSpread(input, row.distribution, row.process, true, subject, value);
    }

    static Expected<void> readPoint(const StoredValue& row, const Input& input, Value& value, bool continues, const std::string& subject) {
        if (auto checked = checkRow(row, input, subject); !checked) {
            return checked;
        }
        const bool bare = !row.low && !row.high && row.distribution.empty() && row.process.empty() && row.source.empty() && !row.estimate && row.assumption.empty() && row.note.empty();
        if (!continues || input.shape != Shape::Path || !bare || row.part != static_cast<std::int64_t>(value.numbers.size())) {
            return wrong(subject, {"Its part {0} is out of place.", {row.part}});
        }
        value.numbers.push_back(*row.number);
        return {};
    }

    Expected<void> checkValues() {
        for (std::size_t owner = 0; owner < m_elements.size(); ++owner) {
            const Element& element = m_elements[owner];
            for (std::size_t i = 0; i < element.values.size(); ++i) {
                const Input& input = *element.kind->inputs[i];
                if (const auto checked = checkValue(input, element.values[i], std::string(input.key)); !checked) {
                    Error error = checked.error();
                    error.subject = pathOf(owner).input(input.key).text();
                    return tl::unexpected(std::move(error));
                }
            }
        }
        return {};
    }
};

}  // namespace

StoredStudy toStored(const Study& study, const std::vector<document::StoredMigration>& history) {
    StoredStudy stored;
    stored.writtenBy = "Offtake " OFFTAKE_VERSION;
    stored.migrations = history;
    Recorder(stored).record(canonical(study).root(), 0, 0);
    return stored;
}

Expected<Study> fromStored(const StoredStudy& stored) { return Assembler(stored).assemble(); }

Expected<std::string> documentBytes(const Study& study, const std::vector<document::StoredMigration>& history) {
    auto bytes = document::toBytes(toStored(study, history));
    if (!bytes) {
        return bytes;
    }
    const auto back = documentFromBytes(*bytes);
    if (!back || !(back->study == canonical(study))) {
        const std::string why = back ? "The content differs." : back.error().english();
        return fail(ErrorCode::Internal, {}, {"The study cannot be written so that it reads back the same. {0}", {why}}, {"Nothing was saved. Export it as JSON text.", {}});
    }
    return bytes;
}

Expected<OpenedDocument> documentFromBytes(std::string_view bytes) {
    auto opened = document::fromBytes(bytes);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    auto study = fromStored(opened->study);
    if (!study) {
        return tl::unexpected(study.error());
    }
    return OpenedDocument{std::move(*study), opened->identity, std::move(opened->study.writtenBy), std::move(opened->study.migrations)};
}

}  // namespace offtake::study
