#include "config/validation/validator.hpp"

#include "config/precedence.hpp"
#include "config/validation/remedy.hpp"

#include <algorithm>
#include <cmath>

namespace wayfinder::config {

namespace {

bool matches(value_type type, toml::node const& value)
{
    switch (type) {
    case value_type::boolean:
        return value.is_boolean();
    case value_type::string:
        return value.is_string();
    case value_type::number:
        return as_number(value).has_value();
    case value_type::integer:
        return value.is_integer();
    case value_type::moment:
        return value.is_date() || value.is_date_time() || value.is_string();
    case value_type::strings:
    case value_type::numbers:
    case value_type::tables:
        return value.is_array();
    case value_type::number_or_numbers:
        return value.is_array() || as_number(value).has_value();
    case value_type::table:
        return value.is_table();
    }
    return false;
}

bool within(rule const& bounds, double number)
{
    if (number != 0 && std::fabs(number) < bounds.step / 2) return false;
    return number <= bounds.max && (bounds.above_min ? number > bounds.min : number >= bounds.min);
}

} // namespace

void validator::check(toml::table const& document)
{
    check_table({document, {}, {}, {}});
}

void validator::check_table(table_context const& context)
{
    auto const deciding = context.section == "routing" ? deciding_key(context.table) : std::string_view{};
    for (auto const& item : in_file_order(context.table)) {
        if (is_overridden(item.name(), deciding))
            report_->notice(item.where(), '\'' + dotted(context.path, item.name()) +
                                              "' has no effect and is not checked: '" +
                                              dotted(context.path, deciding) + "' decides");
        else
            check_entry(context, item);
    }
    check_missing(context);
}

void validator::check_entry(table_context const& context, entry const& item)
{
    auto const* spec = find_key(context.section, item.name());
    if (spec == nullptr) return report_unknown(context, item);
    auto path = dotted(context.path, item.name());
    if (spec->name == any_name && spec->rule.check != nullptr) {
        if (auto const problem = spec->rule.check(item.name()))
            report_->error(item.where(), "the name of '" + path + "' must be " + *problem);
    }
    check_value({*spec, *item.value, std::move(path), item.value_where()});
}

void validator::check_missing(table_context const& context)
{
    for (auto const* const spec : keys_in(context.section)) {
        if (!spec->required || context.table.contains(spec->name)) continue;
        if (is_misspelt_in(context.table, context.section, spec->name))
            continue; // already reported, with the remedy
        report_->error(context.where, '\'' + dotted(context.path, spec->name) + "' is missing: it must be " +
                                          expectation(*spec));
    }
}

void validator::report_unknown(table_context const& context, entry const& item)
{
    report_->error(item.where(), unknown_key(context.path, context.section, item));
}

void validator::check_value(value_context const& context)
{
    auto const& spec = context.spec;
    if (spec.lone && context.value.is_string()) return check_text(context);
    if (!matches(spec.type, context.value)) return refuse(context, expectation(spec));
    switch (spec.type) {
    case value_type::boolean:
        return;
    case value_type::string:
        return check_text(context);
    case value_type::moment:
        if (context.value.is_string()) check_text(context);
        return;
    case value_type::number:
    case value_type::integer:
        return check_number(context);
    case value_type::strings:
    case value_type::numbers:
        return check_list(context);
    case value_type::number_or_numbers:
        return context.value.is_array() ? check_list(context) : check_number(context);
    case value_type::tables:
        return check_tables(context);
    case value_type::table:
        return check_table({*context.value.as_table(), context.path, contents_of(spec), context.where});
    }
}

void validator::check_text(value_context const& context)
{
    auto const& spec = context.spec;
    std::string_view const text = context.value.as_string()->get();
    auto const& allowed = spec.rule.one_of;
    if (!allowed.empty()) {
        if (std::find(allowed.begin(), allowed.end(), text) == allowed.end())
            refuse(context, expectation(spec));
    } else if (text.empty()) {
        refuse(context, expectation(spec));
    } else if (spec.rule.check != nullptr) {
        if (auto const problem = spec.rule.check(text)) refuse(context, *problem);
    }
}

void validator::check_number(value_context const& context)
{
    auto const number = as_number(context.value);
    if (!number || !within(context.spec.rule, *number)) refuse(context, expectation(context.spec));
}

void validator::check_list(value_context const& context)
{
    auto const& spec = context.spec;
    auto const& list = *context.value.as_array();
    if (list.size() < spec.rule.min_items) return refuse(context, expectation(spec));
    if (list.size() > spec.rule.max_items)
        return report_->error(context.where, '\'' + context.path + "' must be " + expectation(spec) +
                                                 ", found " + std::to_string(list.size()));
    key_spec item = spec; // what the list's rule says about each item
    item.type = spec.type == value_type::strings ? value_type::string : value_type::number;
    if (spec.type == value_type::number_or_numbers)
        item.rule = {.min = spec.rule.min, .max = spec.rule.max};
    else
        item.rule = {.one_of = spec.rule.one_of, .check = spec.rule.check};
    for (std::size_t i = 0; i < list.size(); ++i)
        check_value({item, list[i], context.path + '[' + std::to_string(i) + ']', place_of(list[i])});
}

void validator::check_tables(value_context const& context)
{
    auto const& list = *context.value.as_array();
    if (list.size() < context.spec.rule.min_items) return refuse(context, expectation(context.spec));
    auto const section = contents_of(context.spec);
    for (std::size_t i = 0; i < list.size(); ++i) {
        auto const path = context.path + '[' + std::to_string(i) + ']';
        if (auto const* table = list[i].as_table())
            check_table({*table, path, section, place_of(*table)});
        else
            refuse({context.spec, list[i], path, place_of(list[i])}, "a table");
    }
}

void validator::refuse(value_context const& context, std::string_view must_be)
{
    auto const& [spec, value, path, where] = context;
    std::string message = '\'' + path + "' must be ";
    message.append(must_be);
    if (!spec.secret || !value.is_string() || value.as_string()->get().empty())
        message += ", found " + describe(value);
    report_->error(where, message + remedy(spec, value));
}

} // namespace wayfinder::config
