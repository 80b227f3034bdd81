#include "wire/openai/answer_parts_reader.hpp"

#include "wire/json/parser.hpp"
#include "wire/json/whole.hpp"
#include "wire/openai/plain.hpp"

namespace wayfinder::wire::openai {
namespace {

using json::members;
using simdjson::error_code;
using value_type = simdjson::ondemand::value;

constexpr std::size_t most_depth = 512;
constexpr auto not_for_both_forms = simdjson::INCORRECT_TYPE;

/// Checks a value and passes its compact JSON to `give`.
template <class Give>
error_code take_compact(value_type& value, std::size_t depth_left, Give const& give)
{
    std::string_view raw;
    if (auto const error = json::take(value, depth_left, raw)) return error;
    bool const is_container = raw.starts_with('{') || raw.starts_with('[');
    is_container ? give(json::compact(raw)) : give(raw);
    return simdjson::SUCCESS;
}

/// No real upstream sends so many members, or escapes in their names; either could be used to evade a check.
bool is_odd(members const& known, std::string_view key)
{
    return is_odd_member(known.size(), key);
}

error_code learn(members& known, std::string_view key, value_type& value, std::size_t depth_left)
{
    if (is_odd(known, key)) return not_for_both_forms;
    return take_compact(value, depth_left, [&](std::string_view json) { known.learn(key, json); });
}

error_code require_null(value_type& value, std::size_t depth_left)
{
    return json::token_of(value) == "null" ? json::check(value, depth_left) : not_for_both_forms;
}

class answer_walk {
public:
    answer_walk(std::string_view said_in, answer_parts& parts) : said_in_{said_in}, parts_{parts} {}

    error_code member(std::string_view key, value_type& value, std::size_t depth_left)
    {
        if (json::key_is(key, "choices")) return choices(value, depth_left);
        if (json::key_is(key, "usage")) return usage(value, depth_left);
        if (json::key_is(key, "error")) return require_null(value, depth_left);
        // `object` only states the form, and `obfuscation`, which pads chunks to equal length, says nothing.
        if (json::key_is(key, "object") || json::key_is(key, "obfuscation"))
            return json::check(value, depth_left);
        return learn(parts_.top, key, value, depth_left);
    }

    [[nodiscard]] seen_object seen() const { return seen_; }

private:
    error_code choices(value_type& value, std::size_t depth_left)
    {
        seen_.has_choices = json::is_array(value);
        return json::each_element_if_any(value, depth_left, [&](value_type& each, std::size_t depth) {
            if (seen_.has_choice) return not_for_both_forms;
            seen_.has_choice = true;
            return json::each_member_if_any(each, depth,
                                            [&](std::string_view key, value_type& member, std::size_t left) {
                                                return choice_member(key, member, left);
                                            });
        });
    }

    error_code choice_member(std::string_view key, value_type& value, std::size_t depth_left)
    {
        if (json::key_is(key, said_in_)) return said(value, depth_left);
        if (json::key_is(key, "index"))
            return json::token_of(value) == "0" ? json::check(value, depth_left) : not_for_both_forms;
        if (json::key_is(key, "logprobs")) return require_null(value, depth_left);
        return learn(parts_.choice, key, value, depth_left);
    }

    /// Within one object, the last of duplicate members counts; only across chunks do they add up.
    error_code said(value_type& value, std::size_t depth_left)
    {
        members now;
        auto const visit = [&](std::string_view key, value_type& member, std::size_t depth) {
            if (is_odd(now, key)) return not_for_both_forms;
            return take_compact(member, depth, [&](std::string_view json) { now.set(key, json); });
        };
        if (auto const error = json::each_member_if_any(value, depth_left, visit)) return error;
        for (auto const& [key, part] : now) {
            if (key == "role")
                parts_.message.learn(key, part);
            else
                parts_.message.accumulate(key, part);
        }
        return parts_.message.size() > most_plain_members ? not_for_both_forms : simdjson::SUCCESS;
    }

    error_code usage(value_type& value, std::size_t depth_left)
    {
        return take_compact(value, depth_left, [&](std::string_view json) {
            seen_.has_usage = json.starts_with('{');
            if (seen_.has_usage) parts_.usage = json;
        });
    }

    std::string_view said_in_;
    answer_parts& parts_;
    seen_object seen_;
};

} // namespace

struct answer_parts_reader::parser {
    json::reusable_parser json;
};

answer_parts_reader::answer_parts_reader() : parser_{std::make_unique<parser>()} {}
answer_parts_reader::~answer_parts_reader() = default;

std::optional<seen_object> answer_parts_reader::read(std::string& text, std::string_view said_in,
                                                     answer_parts& parts)
{
    text.reserve(text.size() + json::reusable_parser::padding);
    simdjson::ondemand::document document;
    simdjson::ondemand::object object;
    if (parser_->json.iterate(text).get(document) || document.get_object().get(object)) return std::nullopt;
    answer_walk walk{said_in, parts};
    auto const visit = [&](std::string_view key, value_type& value, std::size_t depth) {
        return walk.member(key, value, depth);
    };
    if (json::each_member(object, most_depth, visit)) return std::nullopt;
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) return std::nullopt;
    return walk.seen();
}

} // namespace wayfinder::wire::openai
