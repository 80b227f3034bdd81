// What a configuration file may contain: one entry per key. The validator, the notices and the reference in
// docs/configuration.md all read this table, so they cannot drift apart.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::config {

enum class value_type {
    boolean,
    string,
    number,
    integer,
    moment,
    strings,
    numbers,
    number_or_numbers,
    table,
    tables
};

/// Says what is wrong with a text, as the end of "'key' must be ..."; nullopt if nothing is.
using text_check = std::optional<std::string> (*)(std::string_view text);

/// Bounds in addition to the type. Numbers are always finite, strings never empty.
struct rule {
    double min{-std::numeric_limits<double>::infinity()};
    double max{std::numeric_limits<double>::infinity()};
    bool above_min{}; ///< `min` itself is rejected
    double step{};    ///< the smallest unit counted: a number that would round to 0 is rejected
    std::string_view unit{};
    std::vector<std::string_view> one_of{};
    std::vector<std::string_view> (*known)(){}; ///< the names that a string may be, too many to list
    text_check check{};        ///< applies to strings, each string of a list, and names under a wildcard
    std::string_view phrase{}; ///< replaces the generated description of the rule
    std::size_t min_items{};   ///< for lists
    std::size_t max_items{std::numeric_limits<std::size_t>::max()};
};

struct key_spec {
    std::string_view section{}; ///< where the key is: "gateway.models.*"; "" is the top level
    std::string_view name{};    ///< "base_url"; `any_name` if the user chooses the name
    value_type type{value_type::string};
    config::rule rule{};
    std::string fallback{}; ///< the default as a file would write it; empty if there is none
    std::string_view meaning{};
    bool required{};
    std::string_view contents{}; ///< tables: the section that describes their contents
    bool secret{};               ///< never repeat the value in a message
    bool lone{};                 ///< lists: a single string stands for a list of one
};

inline constexpr std::string_view any_name{"*"};

/// Every key, section by section, in the order of the reference page.
std::vector<key_spec> const& schema();

/// The entries of a section, in that order; empty for an unknown section.
std::vector<key_spec const*> const& keys_in(std::string_view section);

/// The entry for `name` in `section`, wildcards included; null if the name is unknown there.
key_spec const* find_key(std::string_view section, std::string_view name);

/// The names that a section may contain. A wildcard contributes none.
std::vector<std::string_view> names_in(std::string_view section);

/// Whether it contains further keys.
bool is_table(key_spec const& spec);

/// The section that describes a table's contents.
std::string contents_of(key_spec const& table);

/// A section as shown to users: `gateway.models.<name>`.
std::string readable(std::string_view section);

/// What a value must be, as the end of "'key' must be ...".
std::string expectation(key_spec const& spec);

/// The generated part of docs/configuration.md.
std::string render_reference();

} // namespace wayfinder::config
