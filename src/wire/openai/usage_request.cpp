#include "wire/openai/usage_request.hpp"

namespace wayfinder::wire::openai {

using simdjson::error_code;
using value_type = simdjson::ondemand::value;
using kind = edit::kind;

error_code usage_request::member(value_type& value, std::size_t depth_left)
{
    seen_ = true;
    wanted_ = false;
    if (json::is_object(value)) return options(value, depth_left);
    if (auto const token = json::token_of(value); token == "null")
        replace(kind::replace_stream_options, token);
    return json::check(value, depth_left);
}

error_code usage_request::options(value_type& value, std::size_t depth_left)
{
    auto const inside = offset(json::token_of(value)) + 1;
    bool empty = true;
    bool mentioned = false;
    auto const visit = [&](std::string_view key, value_type& option, std::size_t depth) {
        empty = false;
        if (json::key_is(key, "include_usage")) {
            mentioned = true;
            include_usage(json::token_of(option));
        }
        return json::check(option, depth);
    };
    if (auto const error = json::each_member(value, depth_left, visit)) return error;
    if (!mentioned) insert(empty ? kind::insert_only_include_usage : kind::insert_include_usage, inside);
    return simdjson::SUCCESS;
}

void usage_request::include_usage(std::string_view token)
{
    wanted_ = token == "true";
    if (token == "false" || token == "null") replace(kind::replace_include_usage, token);
}

void usage_request::replace(edit::kind what, std::string_view token)
{
    edits_.push_back({what, {offset(token), offset(token) + token.size()}});
}

void usage_request::finish(bool stream, std::size_t inside)
{
    if (!stream)
        std::erase_if(edits_, [](edit const& each) { return asks_for_usage(each.what); });
    else if (!seen_)
        edits_.insert(edits_.begin(), {kind::insert_stream_options, {inside, inside}});
}

} // namespace wayfinder::wire::openai
