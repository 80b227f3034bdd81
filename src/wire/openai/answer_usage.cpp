#include "wire/openai/answer_usage.hpp"

#include "wire/json/check.hpp"
#include "wire/json/parser.hpp"
#include "wire/openai/plain.hpp"
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

class answer_walk {
public:
    error_code member(std::string_view key, value_type& value, std::size_t depth_left)
    {
        is_odd_ = is_odd_ || is_odd_member(members_++, key);
        if (json::key_is(key, "choices")) return choices(value, depth_left);
        if (json::key_is(key, "usage")) return walk_usage(value, depth_left, usage_);
        if (json::key_is(key, "error")) has_error_ = has_error_ || json::token_of(value) != "null";
        return json::check(value, depth_left);
    }

    [[nodiscard]] bool is_completion() const { return choices_ > 0 && !has_error_; }
    [[nodiscard]] bool is_plain() const
    {
        return choices_ == 1 && is_first_ && has_ended_ && kind_.has_content && !kind_.has_more &&
               !kind_.is_odd && !has_logprobs_ && !is_odd_;
    }
    [[nodiscard]] answer_usage usage() const
    {
        if (usage_) return {*usage_, source_of(*usage_), true, is_plain()};
        token_estimate said;
        for (auto const text : texts_) {
            said.start_text();
            said.add_json(text);
        }
        return {{0, 0, said.tokens()}, usage_source::estimated, true, is_plain()};
    }

private:
    error_code choices(value_type& value, std::size_t depth_left)
    {
        return json::each_element_if_any(value, depth_left, [&](value_type& each, std::size_t depth) {
            ++choices_;
            return json::each_member_if_any(each, depth,
                                            [&](std::string_view key, value_type& member, std::size_t left) {
                                                return choice_member(key, member, left);
                                            });
        });
    }

    error_code choice_member(std::string_view key, value_type& member, std::size_t depth_left)
    {
        is_odd_ = is_odd_ || is_odd_member(choice_members_++, key);
        if (json::key_is(key, "message")) return walk_spoken(member, depth_left, texts_, kind_);
        if (json::key_is(key, "index")) is_first_ = json::token_of(member) == "0";
        if (json::key_is(key, "logprobs")) has_logprobs_ = json::token_of(member) != "null";
        if (json::key_is(key, "finish_reason")) {
            auto const reason = json::token_of(member);
            has_error_ = has_error_ || reason == failed_finish;
            has_ended_ =
                reason.starts_with('"') && reason != R"("tool_calls")" && reason != R"("function_call")";
        }
        return json::check(member, depth_left);
    }

    std::size_t choices_{};
    bool has_error_{};
    bool has_ended_{};
    bool has_logprobs_{};
    bool is_first_{true};
    bool is_odd_{};
    std::size_t members_{};
    std::size_t choice_members_{};
    message_kind kind_;
    std::optional<token_counts> usage_;
    std::vector<std::string_view> texts_;
};

} // namespace

struct answer_usage_reader::parser {
    json::reusable_parser json;
};

answer_usage_reader::answer_usage_reader() : parser_{std::make_unique<parser>()} {}
answer_usage_reader::~answer_usage_reader() = default;

answer_usage answer_usage_reader::read(std::string& body)
{
    body.reserve(body.size() + json::reusable_parser::padding);
    simdjson::ondemand::document document;
    simdjson::ondemand::object answer;
    if (parser_->json.iterate(body).get(document) || document.get_object().get(answer)) return {};
    answer_walk walk;
    auto const visit = [&](std::string_view key, value_type& value, std::size_t depth) {
        return walk.member(key, value, depth);
    };
    if (json::each_member(answer, most_depth, visit)) return {};
    bool const at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    return at_end && walk.is_completion() ? walk.usage() : answer_usage{};
}

} // namespace wayfinder::wire::openai
