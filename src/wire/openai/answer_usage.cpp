#include "wire/openai/answer_usage.hpp"

#include "wire/json/check.hpp"
#include "wire/json/parser.hpp"
#include "wire/openai/spoken_walk.hpp"
#include "wire/openai/usage_walk.hpp"
#include "wire/token_estimate.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace wayfinder::wire::openai {
namespace {

using simdjson::error_code;
using value_type = simdjson::ondemand::value;

constexpr std::size_t most_depth = 512;

struct answer_walk {
    bool has_choice{};
    bool has_error{};
    std::optional<token_counts> usage;
    std::vector<std::string_view> texts;

    error_code member(std::string_view key, value_type& value, std::size_t depth_left)
    {
        if (json::key_is(key, "choices")) return choices(value, depth_left);
        if (json::key_is(key, "usage")) return walk_usage(value, depth_left, usage);
        if (json::key_is(key, "error")) has_error = has_error || json::token_of(value) != "null";
        return json::check(value, depth_left);
    }

    error_code choices(value_type& value, std::size_t depth_left)
    {
        return json::each_element_if_any(value, depth_left, [&](value_type& each, std::size_t depth) {
            has_choice = true;
            return choice(each, depth);
        });
    }

    error_code choice(value_type& value, std::size_t depth_left)
    {
        return json::each_member_if_any(
            value, depth_left, [&](std::string_view key, value_type& member, std::size_t depth) {
                if (json::key_is(key, "message")) return walk_spoken(member, depth, texts);
                if (json::key_is(key, "finish_reason") && json::token_of(member) == failed_finish)
                    has_error = true;
                return json::check(member, depth);
            });
    }
};

} // namespace

struct answer_usage_reader::parser {
    json::kept_parser json;
};

answer_usage_reader::answer_usage_reader() : parser_{std::make_unique<parser>()} {}
answer_usage_reader::~answer_usage_reader() = default;

answer_usage answer_usage_reader::read(std::string& body)
{
    body.reserve(body.size() + json::kept_parser::padding);
    simdjson::ondemand::document document;
    simdjson::ondemand::object answer;
    if (parser_->json.iterate(body).get(document) || document.get_object().get(answer)) return {};
    answer_walk walk;
    auto const visit = [&](std::string_view key, value_type& value, std::size_t depth) {
        return walk.member(key, value, depth);
    };
    if (json::each_member(answer, most_depth, visit)) return {};
    bool const at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    if (!at_end || !walk.has_choice || walk.has_error) return {};

    if (walk.usage) return {*walk.usage, source_of(*walk.usage), true};
    token_estimate said;
    for (auto const text : walk.texts) {
        said.start_text();
        said.add_json(text);
    }
    return {{0, 0, said.tokens()}, usage_source::estimated, true};
}

} // namespace wayfinder::wire::openai
