// Fully validates values that simdjson would otherwise skip unread. Internal to wire: needs simdjson.
#pragma once

#include "wire/json/text.hpp"

#include <simdjson.h>

#include <cstddef>
#include <string_view>
#include <utility>

namespace wayfinder::wire::json {

/// The bytes of a scalar, or the opening bracket of an array or object, without trailing whitespace.
std::string_view token_of(simdjson::ondemand::value& value);

/// The inside of a string token; null data if the token is not a string.
std::string_view inside_of(std::string_view token);

/// A field's name as written between its quotes, escapes included. `value` is the start of the field's value.
std::string_view key_before(char const* value, simdjson::ondemand::raw_json_string key);

/// The same, for a key that is longer than the name.
bool escaped_key_is(std::string_view raw_key, std::string_view name);

/// True when the key, unescaped, is `name`, which has no backslash itself.
inline bool key_is(std::string_view raw_key, std::string_view name)
{
    // Escapes only lengthen a key, and a key whose first character is not escaped must start with the same
    // letter.
    if (raw_key.size() <= name.size()) return raw_key == name;
    bool const may_be = raw_key.front() == name.front() || raw_key.front() == '\\';
    return may_be && escaped_key_is(raw_key, name);
}

/// Walks a value to its end. SUCCESS means that every byte of it is valid JSON; DEPTH_ERROR that more than
/// `depth_left` containers are nested.
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
        auto value = field.value();
        auto const key = key_before(value.raw_json_token().data(), field.key());
        if (!escapes_are_legal(key)) return simdjson::STRING_ERROR;
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

/// As each_element, for a value that should be an array; a value of another type is only checked.
template <class Visitor>
simdjson::error_code each_element_if_any(simdjson::ondemand::value& value, std::size_t depth_left,
                                         Visitor&& visit)
{
    if (!is_array(value)) return check(value, depth_left);
    return each_element(value, depth_left, std::forward<Visitor>(visit));
}

/// As each_member, for a value that should be an object; a value of another type is only checked.
template <class Visitor>
simdjson::error_code each_member_if_any(simdjson::ondemand::value& value, std::size_t depth_left,
                                        Visitor&& visit)
{
    if (!is_object(value)) return check(value, depth_left);
    return each_member(value, depth_left, std::forward<Visitor>(visit));
}

} // namespace wayfinder::wire::json
