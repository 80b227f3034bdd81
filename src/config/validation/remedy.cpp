#include "config/validation/remedy.hpp"

#include "config/validation/suggestion.hpp"
#include "config/validation/text_checks.hpp"
#include "config/values/number.hpp"

#include <algorithm>
#include <cmath>

namespace wayfinder::config {

namespace {

bool is_table_like(toml::node const& value)
{
    auto const* list = value.as_array();
    return value.is_table() || (list != nullptr && list->is_array_of_tables());
}

std::string alternatives(std::vector<std::string> const& places)
{
    std::string text;
    for (auto const& each : places) text.append(text.empty() ? "" : " or ").append(each);
    return text;
}

/// Sections where a misplaced key may belong: those with a key of exactly this name and kind.
std::string belongs_in(std::string_view name, bool table_like)
{
    std::vector<std::string> places;
    for (auto const& spec : schema())
        if (spec.name == name && is_table(spec) == table_like)
            places.push_back(spec.section.empty() ? std::string{"the top level"}
                                                  : '[' + readable(spec.section) + ']');
    return alternatives(places);
}

/// The tables directly below a section that have a key of exactly this name and kind.
std::vector<key_spec const*> homes_below(std::string_view section, std::string_view name, bool table_like)
{
    std::vector<key_spec const*> homes;
    if (section.empty()) return homes; // almost everything is below it
    for (auto const* const table : keys_in(section)) {
        if (!is_table(*table) || table->name == any_name) continue;
        auto const inside = contents_of(*table);
        auto const* const found = find_key(inside, name);
        if (found != nullptr && found->name == name && is_table(*found) == table_like) homes.push_back(table);
    }
    return homes;
}

/// How the header of a table below `path` is written.
std::string header(std::string_view path, key_spec const& table)
{
    auto const name = dotted(path, table.name);
    if (path.find('[') != path.npos) return '\'' + name + '\''; // there are no headers inside a list
    return table.type == value_type::tables ? "[[" + name + "]]" : '[' + name + ']';
}

/// "'rpm' belongs in [gateway.keys.a.rate_limit]: rate_limit = { rpm = 5 }". Strings are not repeated: they
/// may be secrets.
std::string belongs_below(std::string_view path, std::vector<key_spec const*> const& homes, entry const& item)
{
    std::vector<std::string> places;
    for (auto const* const each : homes) places.push_back(header(path, *each));
    std::string const name{item.name()};
    auto text = '\'' + name + "' belongs in " + alternatives(places);
    auto const plain = item.value->is_number() || item.value->is_boolean();
    if (plain && homes.size() == 1 && homes.front()->type == value_type::table)
        text.append(": ")
            .append(homes.front()->name)
            .append(" = { " + name + " = " + describe(*item.value) + " }");
    return text;
}

/// The name that was meant in a section: one that is nearly spelled like it or, unless the name is known one
/// level below, one that contains it or is contained in it.
std::optional<std::string_view> name_meant(std::string_view section, std::string_view name, bool table_like)
{
    auto const known = names_in(section);
    if (auto const meant = nearest_spelling(name, known)) return meant;
    return homes_below(section, name, table_like).empty() ? nearest(name, known) : std::nullopt;
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

/// `:8088`, `"8088"` or 8088 where an address was expected.
std::optional<std::string> port_alone(toml::node const& value)
{
    std::string port;
    if (auto const* text = value.as_string()) port = text->get().substr(text->get().starts_with(':') ? 1 : 0);
    if (auto const* number = value.as_integer()) port = std::to_string(number->get());
    bool const sound = !check_listen_address("127.0.0.1:" + port);
    return sound ? std::optional{port} : std::nullopt;
}

} // namespace

std::string unknown_key(std::string_view path, std::string_view section, entry const& item)
{
    auto const wrong = shown(dotted(path, item.name()), *item.value);
    auto const kind = wrong.starts_with('[') ? "section " : "key ";
    auto message = std::string{"unknown "} + kind + wrong;
    auto const table_like = is_table_like(*item.value);
    if (auto const meant = name_meant(section, item.name(), table_like))
        return message + "; did you mean " + shown(dotted(path, *meant), *item.value) + '?';
    if (auto const homes = homes_below(section, item.name(), table_like); !homes.empty())
        return message + "; " + belongs_below(path, homes, item);
    if (auto const places = belongs_in(item.name(), table_like); !places.empty())
        return message + "; '" + std::string{item.name()} + "' belongs in " + places;
    return message + "; known here: " + listed(names_in(section));
}

bool is_misspelt_in(toml::table const& table, std::string_view section, std::string_view name)
{
    return std::any_of(table.begin(), table.end(), [&](auto const& item) {
        auto const& [key, value] = item;
        return find_key(section, key.str()) == nullptr &&
               name_meant(section, key.str(), is_table_like(value)) == name;
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
    if (spec.rule.check == check_listen_address)
        if (auto const port = port_alone(value))
            return "; the host is missing: write \"127.0.0.1:" + *port + "\", or \"0.0.0.0:" + *port +
                   "\" for every address of this machine";
    if (text != nullptr && spec.type == value_type::strings && !spec.lone)
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
