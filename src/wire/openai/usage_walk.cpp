#include "wire/openai/usage_walk.hpp"

#include "wire/json/decimal.hpp"

#include <algorithm>

namespace wayfinder::wire::openai {
namespace {

using simdjson::error_code;
using value_type = simdjson::ondemand::value;
using count = std::optional<std::uint64_t>;

struct said {
    count prompt;
    count completion;
    count total;
    std::uint64_t cached{};

    [[nodiscard]] std::optional<token_counts> counts() const
    {
        token_counts both;
        if (prompt && completion)
            both = {*prompt, 0, *completion};
        else if (!total)
            return std::nullopt;
        else if (completion)
            both = {*total - std::min(*total, *completion), 0, *completion};
        else
            both = {prompt.value_or(0), 0, *total - std::min(*total, prompt.value_or(0))};
        both.cached_prompt = std::min(cached, both.prompt);
        return both;
    }
};

count count_of(value_type& value)
{
    auto const number = json::natural(json::token_of(value));
    return number ? count{std::min(*number, most_tokens)} : std::nullopt;
}

error_code walk_details(value_type& value, std::size_t depth_left, std::uint64_t& cached)
{
    auto const visit = [&](std::string_view key, value_type& member, std::size_t depth) {
        if (json::key_is(key, "cached_tokens")) cached = count_of(member).value_or(0);
        return json::check(member, depth);
    };
    return json::each_member_if_any(value, depth_left, visit);
}

} // namespace

error_code walk_usage(value_type& value, std::size_t depth_left, std::optional<token_counts>& found)
{
    said usage;
    auto const visit = [&](std::string_view key, value_type& member, std::size_t depth) {
        if (json::key_is(key, "prompt_tokens_details")) return walk_details(member, depth, usage.cached);
        if (json::key_is(key, "prompt_tokens")) usage.prompt = count_of(member);
        if (json::key_is(key, "completion_tokens")) usage.completion = count_of(member);
        if (json::key_is(key, "total_tokens")) usage.total = count_of(member);
        return json::check(member, depth);
    };
    if (auto const error = json::each_member_if_any(value, depth_left, visit)) return error;
    if (auto const counts = usage.counts()) found = counts;
    return simdjson::SUCCESS;
}

usage_source source_of(token_counts const& reported)
{
    return reported == token_counts{} ? usage_source::zero : usage_source::reported;
}

} // namespace wayfinder::wire::openai
