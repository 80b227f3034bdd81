// The scorer's eleven structural features of a prompt, and their counts.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace wayfinder {

/// The features counted in a prompt, in the order of reports and of every sum over features.
enum class feature : unsigned char {
    word_count,            ///< runs of non-whitespace characters
    heading_count,         ///< Markdown ATX headings outside code fences
    max_heading_depth,     ///< most `#` in any such heading
    list_item_count,       ///< bulleted and numbered list items outside code fences
    link_count,            ///< inline links and images outside code fences
    code_block_count,      ///< code fences opened
    table_row_count,       ///< lines that start and end with `|`, outside code fences
    reasoning_term_count,  ///< occurrences of the lexicon's reasoning terms
    math_symbol_count,     ///< mathematical characters and TeX commands
    constraint_term_count, ///< occurrences of the lexicon's constraint terms
    question_count,        ///< ASCII question marks
};

inline constexpr std::size_t feature_count = 11;

inline constexpr std::array<feature, feature_count> all_features{
    feature::word_count,        feature::heading_count,
    feature::max_heading_depth, feature::list_item_count,
    feature::link_count,        feature::code_block_count,
    feature::table_row_count,   feature::reasoning_term_count,
    feature::math_symbol_count, feature::constraint_term_count,
    feature::question_count,
};

/// Position of a feature in report order, for arrays with one element per feature.
[[nodiscard]] constexpr std::size_t index_of(feature which) noexcept
{
    return static_cast<std::size_t>(which);
}

/// The name in configuration files and reports, such as `word_count`.
[[nodiscard]] constexpr std::string_view name(feature which) noexcept
{
    constexpr std::array<std::string_view, feature_count> names{
        "word_count",        "heading_count",         "max_heading_depth", "list_item_count",
        "link_count",        "code_block_count",      "table_row_count",   "reasoning_term_count",
        "math_symbol_count", "constraint_term_count", "question_count",
    };
    return names[index_of(which)];
}

/// The feature with exactly this name, if there is one.
[[nodiscard]] constexpr std::optional<feature> feature_named(std::string_view text) noexcept
{
    for (feature const each : all_features)
        if (name(each) == text) return each;
    return std::nullopt;
}

/// One count per feature, initially zero.
class features {
public:
    [[nodiscard]] constexpr std::uint64_t& operator[](feature which) noexcept
    {
        return counts_[index_of(which)];
    }
    [[nodiscard]] constexpr std::uint64_t operator[](feature which) const noexcept
    {
        return counts_[index_of(which)];
    }

    friend constexpr bool operator==(features const&, features const&) = default;

private:
    std::array<std::uint64_t, feature_count> counts_{};
};

} // namespace wayfinder
