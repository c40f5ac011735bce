#include "ui/inputs/InputNode.h"

#include <algorithm>

namespace offtake::ui {

using namespace study;
using RowKind = InputTreeModel::RowKind;

namespace {

constexpr std::size_t kFlatInputs = 10;  // with more, the inputs of an element stand in their groups

std::unique_ptr<InputNode> inputNode(const ElementKind& kind, std::size_t index, int deal) {
    auto node = std::make_unique<InputNode>();
    node->kind = RowKind::Input;
    node->input = static_cast<int>(index);
    node->description = kind.inputs[index];
    node->deal = deal;
    return node;
}

InputNode& groupNode(InputNode& parent, std::string_view group) {
    const QString label = QString::fromUtf8(group.data(), static_cast<qsizetype>(group.size()));
    for (const auto& child : parent.children) {
        if (child->kind == RowKind::Group && child->label == label) {
            return *child;
        }
    }
    auto node = std::make_unique<InputNode>();
    node->kind = RowKind::Group;
    node->label = label;
    node->key = parent.key + "#" + std::string(group);
    node->deal = parent.deal;
    return parent.add(std::move(node));
}

}  // namespace

InputNode& InputNode::add(std::unique_ptr<InputNode> child) { return insert(children.size(), std::move(child)); }

InputNode& InputNode::insert(std::size_t at, std::unique_ptr<InputNode> child) {
    child->parent = this;
    InputNode& added = *child;
    children.insert(children.begin() + static_cast<std::ptrdiff_t>(at), std::move(child));
    renumber(at);
    return added;
}

std::unique_ptr<InputNode> InputNode::take(std::size_t at) {
    std::unique_ptr<InputNode> taken = std::move(children[at]);
    children.erase(children.begin() + static_cast<std::ptrdiff_t>(at));
    renumber(at);
    return taken;
}

void InputNode::renumber(std::size_t from) {
    for (std::size_t i = from; i < children.size(); ++i) {
        children[i]->row = static_cast<int>(i);
    }
}

const InputNode* InputNode::holder() const {
    const InputNode* node = this;
    while (node != nullptr && node->element == nullptr) {
        node = node->parent;
    }
    return node;
}

std::size_t ownRows(const InputNode& node) {
    const auto first = std::find_if(node.children.begin(), node.children.end(), [](const auto& child) { return child->kind == RowKind::Element; });
    return static_cast<std::size_t>(first - node.children.begin());
}

std::vector<ElementPtr> shownChildren(const Element& element) {
    std::vector<ElementPtr> all;
    for (const study::Role role : element.kind->contains) {
        for (const ElementPtr& child : element.childrenOf(role)) {
            all.push_back(child);
        }
    }
    return all;
}

void buildElement(InputNode& node) {
    const ElementKind& kind = *node.element->kind;
    const bool inputsElsewhere = kind.role == study::Role::Deal;  // they share rows across deals
    for (std::size_t i = 0; !inputsElsewhere && i < kind.inputs.size(); ++i) {
        InputNode& place = kind.inputs.size() > kFlatInputs ? groupNode(node, kind.inputs[i]->group) : node;
        place.add(inputNode(kind, i, node.deal));
    }
    if (kind.role == study::Role::Study) {
        return;
    }
    for (const ElementPtr& child : shownChildren(*node.element)) {
        node.add(elementNode(child, node.path.child(child->kind->role, child->id), node.deal));
    }
}

std::unique_ptr<InputNode> elementNode(const ElementPtr& element, const Path& path, int deal) {
    auto node = std::make_unique<InputNode>();
    node->kind = RowKind::Element;
    node->element = element;
    node->path = path;
    node->key = path.text();
    node->deal = deal;
    buildElement(*node);
    return node;
}

}  // namespace offtake::ui
