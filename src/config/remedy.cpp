#include "config/remedy.hpp"

#include "config/number.hpp"
#include "config/suggestion.hpp"

#include <algorithm>
#include <cmath>

namespace wayfinder::config {

namespace {

/// Sections that a lost key could have been meant for: those that know the very name for the same kind of
/// thing.
std::string belongs_in(entry const& item)
{
    auto const* list = item.value->as_array();
    auto const table_like = item.value->is_table() || (list != nullptr && list->is_array_of_tables());
    std::string places;
    for (auto const& spec : schema()) {
        if (spec.name != item.name() || is_table(spec) != table_like) continue;
        auto const place =
            spec.section.empty() ? std::string{"the top level"} : '[' + readable(spec.section) + ']';
        places += (places.empty() ? "" : " or ") + place;
    }
    return places;
}

std::string listed(std::vector<std::string_view> const& names)
{
    std::string text;
    for (auto const name : names) text.append(text.empty() ? "" : ", ").append(name);
    return text;
}

/// `[a.b]` for a section with a header of its own, `[[a.b]]` for a list of them, `'a.b'` for other keys.
std::string shown(std::string const& path, toml::node const& value)
{
    if (auto const* table = value.as_table(); table != nullptr && !table->is_inline())
        return '[' + path + ']';
    if (auto const* list = value.as_array(); list != nullptr && list->is_array_of_tables() && !list->empty())
        if (!list->front().as_table()->is_inline()) return "[[" + path + "]]";
    return '\'' + path + '\'';
}

} // namespace

std::string unknown_key(std::string_view path, std::string_view section, entry const& item)
{
    auto const wrong = shown(dotted(path, item.name()), *item.value);
    auto const kind = wrong.starts_with('[') ? "section " : "key ";
    auto message = std::string{"unknown "} + kind + wrong;
    auto const known = names_in(section);
    if (auto const meant = nearest(item.name(), known))
        return message + "; did you mean " + shown(dotted(path, *meant), *item.value) + '?';
    if (auto const places = belongs_in(item); !places.empty())
        return message + "; '" + std::string{item.name()} + "' belongs in " + places;
    return message + "; known here: " + listed(known);
}

bool is_misspelt_in(toml::table const& table, std::string_view section, std::string_view name)
{
    auto const known = names_in(section);
    return std::any_of(table.begin(), table.end(), [&](auto const& item) {
        return find_key(section, item.first.str()) == nullptr && nearest(item.first.str(), known) == name;
    });
}

std::string remedy(key_spec const& spec, toml::node const& value)
{
    auto const* text = value.as_string();
    auto const numeric = spec.type == value_type::number || spec.type == value_type::integer;
    if (text != nullptr && numeric && parse_number(text->get())) return "; write it without quotes";
    if (text != nullptr && spec.type == value_type::boolean) {
        if (text->get() == "true" || text->get() == "false") return "; write it without quotes";
    }
    if (text != nullptr && spec.type == value_type::strings)
        return "; write it as a list: [" + in_quotes(text->get()) + ']';
    if (text != nullptr) {
        auto const known = spec.rule.known == nullptr ? spec.rule.one_of : spec.rule.known();
        if (auto const meant = nearest(text->get(), known))
            return "; did you mean " + in_quotes(*meant) + '?';
    }
    if (spec.type == value_type::string && (value.is_integer() || value.is_floating_point()))
        return "; write it in quotes";
    if (auto const* number = value.as_floating_point();
        number != nullptr && spec.type == value_type::integer) {
        auto const whole = number->get();
        if (std::trunc(whole) == whole && std::fabs(whole) < 1e15)
            return "; write it as " + std::to_string(static_cast<long long>(whole));
    }
    return {};
}

} // namespace wayfinder::config
