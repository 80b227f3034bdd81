#include "wire/openai/cacheable.hpp"

#include "wire/json/check.hpp"
#include "wire/json/decimal.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace wayfinder::wire::openai {
namespace {

using simdjson::error_code;
using value_type = simdjson::ondemand::value;

constexpr auto any_depth = std::numeric_limits<std::size_t>::max(); // already checked by the reader

bool is_number(value_type& value, std::string_view canonical)
{
    auto const token = json::token_of(value);
    if (!json::is_number(token)) return false;
    std::string number;
    json::append_canonical_number(number, token);
    return number == canonical;
}

bool is_string(value_type& value, std::string_view text)
{
    auto const inside = json::inside_of(json::token_of(value));
    return inside.data() != nullptr && json::key_is(inside, text);
}

bool is_zero(value_type& value)
{
    return is_number(value, "0");
}

bool is_one(value_type& value)
{
    return is_number(value, "1");
}

bool is_false(value_type& value)
{
    return json::token_of(value) == "false";
}

bool is_none(value_type& value)
{
    return is_string(value, "none");
}

bool is_empty(value_type& value)
{
    bool empty = true;
    if (json::is_array(value)) {
        auto const visit = [&](value_type&, std::size_t) { return empty = false, simdjson::SUCCESS; };
        return !json::each_element(value, any_depth, visit) && empty;
    }
    if (!json::is_object(value)) return false;
    auto const visit = [&](std::string_view, value_type&, std::size_t) {
        return empty = false, simdjson::SUCCESS;
    };
    return !json::each_member(value, any_depth, visit) && empty;
}

bool never(value_type&)
{
    return false;
}

/// A condition on a member, unless it is absent or null.
struct rule {
    std::string_view member;
    bool (*holds)(value_type&);
};

constexpr std::array rules{
    rule{"temperature", is_zero},      rule{"top_p", is_one},        rule{"n", is_one},
    rule{"tools", is_empty},           rule{"tool_choice", is_none}, rule{"functions", never},
    rule{"function_call", is_none},    rule{"logit_bias", is_empty}, rule{"logprobs", is_false},
    rule{"top_logprobs", never},       rule{"modalities", never},    rule{"audio", never},
    rule{"web_search_options", never}, rule{"store", is_false},
};

/// `{"type": "text", "text": "..."}`
bool is_text_part(value_type& value)
{
    if (!json::is_object(value)) return false;
    bool is_text = false;
    bool has_text = false;
    auto const visit = [&](std::string_view key, value_type& member, std::size_t) {
        if (json::key_is(key, "type")) is_text = is_string(member, "text");
        if (json::key_is(key, "text")) has_text = json::token_of(member).starts_with('"');
        return simdjson::SUCCESS;
    };
    return !json::each_member(value, any_depth, visit) && is_text && has_text;
}

bool is_text(value_type& content)
{
    if (!json::is_array(content)) return json::token_of(content).starts_with('"');
    bool all = true;
    auto const visit = [&](value_type& part, std::size_t) {
        all = all && is_text_part(part);
        return simdjson::SUCCESS;
    };
    return !json::each_element(content, any_depth, visit) && all;
}

bool is_text_message(value_type& value)
{
    if (!json::is_object(value)) return false;
    bool has_text = false;
    auto const visit = [&](std::string_view key, value_type& member, std::size_t) {
        if (json::key_is(key, "content")) has_text = is_text(member);
        return simdjson::SUCCESS;
    };
    return !json::each_member(value, any_depth, visit) && has_text;
}

bool are_text_messages(value_type& value)
{
    if (!json::is_array(value)) return false;
    bool any = false;
    bool all = true;
    auto const visit = [&](value_type& message, std::size_t) {
        any = true;
        all = all && is_text_message(message);
        return simdjson::SUCCESS;
    };
    return !json::each_element(value, any_depth, visit) && any && all;
}

} // namespace

bool is_cacheable(simdjson::ondemand::object& request, bool strict)
{
    std::array<bool, rules.size()> kept;
    kept.fill(true);
    bool messages = false;
    bool temperature_said = false;
    // Of duplicate members, the last one counts, so each result may still change.
    auto const visit = [&](std::string_view key, value_type& value, std::size_t) {
        if (json::key_is(key, "messages")) messages = are_text_messages(value);
        auto const found = std::find_if(rules.begin(), rules.end(),
                                        [&](rule const& each) { return json::key_is(key, each.member); });
        if (found == rules.end()) return simdjson::SUCCESS;
        bool const null = json::token_of(value) == "null";
        if (found->member == "temperature") temperature_said = !null;
        kept[static_cast<std::size_t>(found - rules.begin())] = null || found->holds(value);
        return simdjson::SUCCESS;
    };
    if (json::each_member(request, any_depth, visit)) return false;
    bool const all = std::all_of(kept.begin(), kept.end(), [](bool each) { return each; });
    return messages && all && (temperature_said || !strict);
}

} // namespace wayfinder::wire::openai
