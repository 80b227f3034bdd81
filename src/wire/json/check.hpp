// Full validation of values that simdjson would otherwise skip over unread. Internal to wire: needs simdjson.
#pragma once

#include "wire/json/text.hpp"

#include <simdjson.h>

#include <cstddef>
#include <string_view>
#include <utility>

namespace wayfinder::wire::json {

/// The bytes of a scalar, or the bracket that opens an array or object, without the white space behind.
std::string_view token_of(simdjson::ondemand::value& value);

/// The inside of a string's token; null data when the token is no string.
std::string_view inside_of(std::string_view token);

/// A field's name as it stands between its quotes, escapes untouched.
std::string_view inside_of(simdjson::ondemand::raw_json_string key);

/// True when the key, unescaped, is `name`.
bool key_is(std::string_view raw_key, std::string_view name);

/// Walks a value to its end. SUCCESS means that every byte of it is legal JSON; DEPTH_ERROR that it opens
/// more than `depth_left` containers inside one another.
simdjson::error_code check(simdjson::ondemand::value value, std::size_t depth_left);

bool is_array(simdjson::ondemand::value& value);
bool is_object(simdjson::ondemand::value& value);

/// Calls `visit(element, depth_left - 1)` for each element of an array; the visitor checks it.
template <class Visitor>
simdjson::error_code each_element(simdjson::ondemand::value value, std::size_t depth_left, Visitor&& visit)
{
    if (depth_left == 0) return simdjson::DEPTH_ERROR;
    simdjson::ondemand::array array;
    if (auto const error = value.get_array().get(array)) return error;
    for (auto each : array) {
        simdjson::ondemand::value element;
        if (auto const error = each.get(element)) return error;
        if (auto const error = visit(element, depth_left - 1)) return error;
    }
    return simdjson::SUCCESS;
}

/// Calls `visit(raw_key, value, depth_left - 1)` for each member of an object; the visitor checks the value.
template <class Visitor>
simdjson::error_code each_member(simdjson::ondemand::object object, std::size_t depth_left, Visitor&& visit)
{
    if (depth_left == 0) return simdjson::DEPTH_ERROR;
    for (auto each : object) {
        simdjson::ondemand::field field;
        if (auto const error = std::move(each).get(field)) return error;
        auto const key = inside_of(field.key());
        if (!escapes_are_legal(key)) return simdjson::STRING_ERROR;
        auto value = field.value();
        if (auto const error = visit(key, value, depth_left - 1)) return error;
    }
    return simdjson::SUCCESS;
}

template <class Visitor>
simdjson::error_code each_member(simdjson::ondemand::value value, std::size_t depth_left, Visitor&& visit)
{
    simdjson::ondemand::object object;
    if (auto const error = value.get_object().get(object)) return error;
    return each_member(object, depth_left, std::forward<Visitor>(visit));
}

/// each_element for what should be an array; a value of another type is checked, and that is all.
template <class Visitor>
simdjson::error_code each_element_if_any(simdjson::ondemand::value& value, std::size_t depth_left,
                                         Visitor&& visit)
{
    if (!is_array(value)) return check(value, depth_left);
    return each_element(value, depth_left, std::forward<Visitor>(visit));
}

/// each_member for what should be an object; a value of another type is checked, and that is all.
template <class Visitor>
simdjson::error_code each_member_if_any(simdjson::ondemand::value& value, std::size_t depth_left,
                                        Visitor&& visit)
{
    if (!is_object(value)) return check(value, depth_left);
    return each_member(value, depth_left, std::forward<Visitor>(visit));
}

} // namespace wayfinder::wire::json
