#include "config/schema/schema.hpp"

namespace wayfinder::config {

namespace {

/// A section header as written in a file: `[gateway.models.<name>]`, `[[routing.tiers]]`.
std::string header(key_spec const& table)
{
    auto const path = readable(contents_of(table));
    return table.type == value_type::tables ? "[[" + path + "]]" : '[' + path + ']';
}

/// `|` would end the cell.
std::string cell(std::string_view text)
{
    std::string escaped;
    for (auto const c : text) escaped += c == '|' ? std::string{"\\|"} : std::string(1, c);
    return escaped;
}

std::string default_of(key_spec const& spec)
{
    if (spec.required) return "required";
    auto const prose = spec.fallback.find(' ') != std::string::npos;
    return spec.fallback.empty() || prose ? spec.fallback : '`' + spec.fallback + '`';
}

/// A row without its first cell.
std::string behind_key(key_spec const& spec)
{
    return " | " + cell(expectation(spec)) + " | " + cell(default_of(spec)) + " | " + cell(spec.meaning) +
           " |\n";
}

/// One row per key; consecutive keys that differ only in name share a row. Tables have their own sections
/// unless another section describes them.
std::string rows_of(key_spec const& table)
{
    auto const section = contents_of(table);
    std::string rows;
    std::string keys;
    std::string rest;
    auto const flush = [&] {
        if (!keys.empty()) rows += "| " + keys + rest;
        keys.clear();
    };
    for (auto const& spec : schema()) {
        if (spec.section != section || (is_table(spec) && spec.contents.empty())) continue;
        auto next = behind_key(spec);
        if (next != rest) flush();
        rest = std::move(next);
        keys += (keys.empty() ? "`" : ", `") + std::string{spec.name} + '`';
    }
    flush();
    return rows;
}

std::string section_text(key_spec const& table)
{
    auto const rows = rows_of(table);
    if (rows.empty()) return {}; // it only contains sections
    return "### `" + header(table) + "`\n\n" + std::string{table.meaning} +
           "\n\n| key | value | default | meaning |\n| --- | --- | --- | --- |\n" + rows;
}

} // namespace

std::string render_reference()
{
    std::string text;
    for (auto const& spec : schema()) {
        if (!is_table(spec) || !spec.contents.empty()) continue;
        auto const section = section_text(spec);
        if (!text.empty() && !section.empty()) text += '\n';
        text += section;
    }
    return text;
}

} // namespace wayfinder::config
