// What may stand in a configuration file: one entry per key. The validator, the notices and the reference
// page in docs/configuration.md all read this table, so none of them can drift from the others.
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

/// Says what is wrong with a text, as the end of "'key' must be ..."; nullopt when nothing is.
using text_check = std::optional<std::string> (*)(std::string_view text);

/// Bounds beyond the type. Numbers are always finite, strings never empty.
struct rule {
    double min{-std::numeric_limits<double>::infinity()};
    double max{std::numeric_limits<double>::infinity()};
    bool above_min{}; ///< `min` itself is refused
    double step{};    ///< what the gateway counts in: a number that would be rounded to 0 is refused
    std::string_view unit{};
    std::vector<std::string_view> one_of{};
    std::vector<std::string_view> (*known)(){}; ///< names of which a string has to be one, too many to list
    text_check check{};        ///< strings, each string of a list, and names under a wildcard
    std::string_view phrase{}; ///< replaces the generated description of the rule
    std::size_t min_items{};   ///< lists
    std::size_t max_items{std::numeric_limits<std::size_t>::max()};
};

struct key_spec {
    std::string_view section{}; ///< where it stands: "gateway.models.*"; "" is the top level
    std::string_view name{};    ///< "base_url"; `any_name` for names that the user chooses
    value_type type{value_type::string};
    config::rule rule{};
    std::string fallback{}; ///< the default as a file would write it; empty when there is none
    std::string_view meaning{};
    bool required{};
    std::string_view contents{}; ///< tables: the section that describes what is inside
    bool secret{};               ///< never repeat the value in a message
    bool lone{};                 ///< lists: a string stands for a list of one
};

inline constexpr std::string_view any_name{"*"};

/// Every key, section by section, in the order of the reference page.
std::vector<key_spec> const& schema();

/// The entries of a section, in that order; none for one that does not exist.
std::vector<key_spec const*> const& keys_in(std::string_view section);

/// The entry for `name` in `section`, wildcards included; null when the name is unknown there.
key_spec const* find_key(std::string_view section, std::string_view name);

/// The names that may stand in a section. A wildcard contributes none.
std::vector<std::string_view> names_in(std::string_view section);

/// Whether sections hang below it.
bool is_table(key_spec const& spec);

/// The section that describes the inside of a table.
std::string contents_of(key_spec const& table);

/// A section as a user reads it: `gateway.models.<name>`.
std::string readable(std::string_view section);

/// What a value has to be, as the end of "'key' must be ...".
std::string expectation(key_spec const& spec);

/// The generated half of docs/configuration.md.
std::string render_reference();

} // namespace wayfinder::config
