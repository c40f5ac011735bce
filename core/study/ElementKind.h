#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "core/study/Input.h"

namespace offtake::study {

/// The list that an element stands in, and the word that names it in paths: "deal.open.tranche.neocloud".
enum class Role { Study, Party, Assumption, Source, Fact, Scenario, Override, Correlation, Deal, Tranche, Clause, Loan };

[[nodiscard]] std::string_view roleName(Role role);

/// A kind of element: its inputs, in the order of editor and files, and what it may contain.
struct ElementKind {
    std::string_view key;
    std::string_view label;
    Role role = Role::Study;
    std::span<const Input* const> inputs;
    std::span<const Role> contains;
    std::string_view help;

    /// Position of `input` among `inputs`, by identity; -1 when this kind does not have it.
    [[nodiscard]] constexpr int indexOf(const Input& input) const {
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            if (inputs[i] == &input) {
                return static_cast<int>(i);
            }
        }
        return -1;
    }
    /// Position of the input with this key; -1 when there is none.
    [[nodiscard]] int indexOf(std::string_view inputKey) const;
};

/// The inputs of several groups, one group after the other.
template <std::size_t... N>
[[nodiscard]] constexpr auto joined(const Input* const (&... groups)[N]) {
    std::array<const Input*, (N + ...)> all{};
    std::size_t at = 0;
    const auto append = [&](std::span<const Input* const> group) {
        for (const Input* input : group) {
            all[at++] = input;
        }
    };
    (append(groups), ...);
    return all;
}

/// Every kind, in the order in which they are documented.
[[nodiscard]] std::span<const ElementKind* const> allKinds();

/// The kind with this role and key; nullptr when there is none. An empty key means the kind that is named as its role
/// (an assumption, among which forecasts stand too), or the only one.
[[nodiscard]] const ElementKind* findKind(Role role, std::string_view key);

}  // namespace offtake::study
