#include "wire/openai/chat_request.hpp"

#include "wire/json/check.hpp"
#include "wire/json/diagnosis.hpp"
#include "wire/json/parser.hpp"
#include "wire/json/text.hpp"
#include "wire/json/whole.hpp"
#include "wire/openai/message_walk.hpp"
#include "wire/openai/output_limits.hpp"
#include "wire/openai/prompt_bound.hpp"
#include "wire/openai/request_fingerprint.hpp"
#include "wire/openai/request_members.hpp"
#include "wire/openai/usage_request.hpp"

#include <algorithm>

namespace wayfinder::wire::openai {
namespace {

using simdjson::error_code;
using value_type = simdjson::ondemand::value;

constexpr std::string_view blanks = " \t\r\n";

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view spaces = " \t\r\n\v\f";
    auto const first = text.find_first_not_of(spaces);
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

/// No real client repeats a member this often; each repetition costs the memory of an edit, and a piece of
/// the upstream write.
constexpr std::size_t most_edits = 64;

/// The members of a request in document order, and the edits that result from them.
class request_walk {
public:
    request_walk(std::string_view body, chat_request& request, transcript& texts)
        : body_{body}, request_{request}, texts_{texts}, usage_{body, request.edits}
    {}

    error_code member(std::string_view key, value_type& value, std::size_t depth_left)
    {
        auto const error = take(key, value, depth_left);
        if (error || request_.edits.size() <= most_edits) return error;
        return refuse("The request body has 'model', 'stream_options' or 'wayfinder_tuning' more than " +
                      std::to_string(most_edits) + " times; send each of them once.");
    }

    /// Why a visit returned INCORRECT_TYPE.
    [[nodiscard]] unreadable& problem() { return problem_; }

    void finish()
    {
        if (removing_) {
            // No kept member follows the last removed one, so the comma before it is removed too.
            auto const before = body_.find_last_not_of(blanks, removal_.begin - 1);
            if (body_[before] == ',') removal_.begin = before;
            request_.edits.push_back({edit::kind::remove, removal_});
        }
        auto const inside = body_.find('{') + 1;
        usage_.finish(request_.stream, inside);
        if (!has_model_) {
            auto const how = kept_any_ ? edit::kind::insert_model : edit::kind::insert_only_model;
            request_.edits.insert(request_.edits.begin(), {how, {inside, inside}});
        }
        request_.wants_usage = usage_.wanted();
        request_.max_tokens = limits_.tokens();
        request_.choices = limits_.choices();
        request_.prompt_bound = prompt_bound(body_.size(), attached_);
        request_.needs.images = attached_.images;
    }

private:
    error_code take(std::string_view key, value_type& value, std::size_t depth_left)
    {
        auto const key_begin = offset(key) - 1;
        if (json::key_is(key, "wayfinder_tuning")) return remove(value, depth_left, key_begin);
        keep(key_begin);
        if (json::key_is(key, "model")) return model(value, depth_left);
        if (json::key_is(key, "messages")) return messages(value, depth_left);
        if (json::key_is(key, "stream_options")) return usage_.member(value, depth_left);
        if (json::key_is(key, "tools") || json::key_is(key, "functions")) return tools(value, depth_left);
        if (json::key_is(key, "response_format")) return response_format(value, depth_left);
        auto const token = json::token_of(value);
        if (auto const error = json::check(value, depth_left)) return error;
        if (json::key_is(key, "stream")) {
            request_.stream = token == "true";
        } else if (json::key_is(key, "prompt_cache_key")) {
            request_.prompt_cache_key = json::inside_of(token);
        } else if (json::key_is(key, "n")) {
            return limits_.take_choices(token) ? simdjson::SUCCESS : refuse_number("n");
        } else if (json::key_is(key, "max_tokens")) {
            return limits_.take_tokens(token) ? simdjson::SUCCESS : refuse_number("max_tokens");
        } else if (json::key_is(key, "max_completion_tokens")) {
            return limits_.take_tokens(token) ? simdjson::SUCCESS : refuse_number("max_completion_tokens");
        } else if (auto const name = taken_for(key); !name.empty()) {
            return refuse("The request body has '" + std::string{key} + "', which some servers treat as '" +
                              std::string{name} + "' and others do not; spell it '" + std::string{name} +
                              "'.",
                          name);
        }
        return simdjson::SUCCESS;
    }

    error_code refuse(std::string message, std::string_view name = {})
    {
        problem_ = {unreadable::kind::bad_member, std::move(message), name};
        return simdjson::INCORRECT_TYPE;
    }

    error_code refuse_number(std::string_view name)
    {
        return refuse("'" + std::string{name} + "' must be a number.", name);
    }

    error_code messages(value_type& value, std::size_t depth_left)
    {
        auto const error = walk_messages(value, depth_left, texts_, attached_);
        if (error != simdjson::CAPACITY) return error;
        return refuse("'messages' has more than " + std::to_string(transcript::most_parts) +
                          " messages and parts of messages; send fewer.",
                      "messages");
    }

    error_code tools(value_type& value, std::size_t depth_left)
    {
        return json::each_element_if_any(value, depth_left, [&](value_type& tool, std::size_t depth) {
            request_.needs.tools = true;
            return json::check(tool, depth);
        });
    }

    error_code response_format(value_type& value, std::size_t depth_left)
    {
        return json::each_member_if_any(
            value, depth_left, [&](std::string_view key, value_type& member, std::size_t depth) {
                if (json::key_is(key, "type")) {
                    auto const type = json::token_of(member);
                    request_.needs.json_schema = type == "\"json_schema\"";
                    request_.needs.json = request_.needs.json_schema || type == "\"json_object\"";
                }
                return json::check(member, depth);
            });
    }

    error_code model(value_type& value, std::size_t depth_left)
    {
        std::string_view raw;
        if (auto const error = json::take(value, depth_left, raw)) return error;
        request_.edits.push_back({edit::kind::replace_model, {offset(raw), offset(raw) + raw.size()}});
        has_model_ = true;
        std::string plain;
        json::append_unescaped(plain, json::inside_of(raw));
        request_.model = trimmed(plain);
        return simdjson::SUCCESS;
    }

    /// A removed member includes its separator: everything up to the next kept member.
    error_code remove(value_type& value, std::size_t depth_left, std::size_t key_begin)
    {
        std::string_view raw;
        if (auto const error = json::take(value, depth_left, raw)) return error;
        if (!removing_) removal_.begin = key_begin;
        removing_ = true;
        removal_.end = offset(raw) + raw.size();
        request_.tuning = raw;
        return simdjson::SUCCESS;
    }

    void keep(std::size_t key_begin)
    {
        kept_any_ = true;
        if (removing_) request_.edits.push_back({edit::kind::remove, {removal_.begin, key_begin}});
        removing_ = false;
    }

    [[nodiscard]] std::size_t offset(std::string_view inside) const
    {
        return static_cast<std::size_t>(inside.data() - body_.data());
    }

    std::string_view body_;
    chat_request& request_;
    transcript& texts_;
    usage_request usage_;
    attachments attached_;
    output_limits limits_;
    unreadable problem_;
    bool has_model_{};
    bool kept_any_{};
    bool removing_{};
    byte_range removal_;
};

unreadable explain(error_code error, std::string_view body, std::size_t max_depth)
{
    using kind = unreadable::kind;
    if (error == simdjson::UTF8_ERROR)
        return {kind::not_utf8, "The request body is not valid UTF-8; JSON must be sent as UTF-8."};
    if (error == simdjson::DEPTH_ERROR)
        return {kind::too_deep, "The request body nests deeper than " + std::to_string(max_depth) +
                                    " levels, the limit set by gateway.limits.max_json_depth."};
    return {kind::not_json,
            "The request body is not valid JSON: " + json::diagnose(body, simdjson::error_message(error))};
}

} // namespace

struct chat_request_reader::parser {
    json::reusable_parser json;
    simdjson::ondemand::document document;
    json::canonical_digest digest;
};

chat_request_reader::chat_request_reader() : parser_{std::make_unique<parser>()} {}
chat_request_reader::~chat_request_reader() = default;

std::optional<unreadable> chat_request_reader::read(std::string_view body, std::size_t max_depth,
                                                    chat_request& request)
{
    using kind = unreadable::kind;
    static_assert(padding >= json::reusable_parser::padding);
    request = {};
    transcript_.clear();
    auto const first = body.find_first_not_of(blanks);
    if (first == body.npos)
        return unreadable{kind::empty,
                          "The request body is empty; send a JSON object with a \"messages\" array."};

    auto& document = parser_->document;
    if (auto const error = parser_->json.iterate(body).get(document)) return explain(error, body, max_depth);

    if (body[first] != '{') {
        auto const reason = json::diagnose(body, "");
        if (!reason.empty())
            return unreadable{kind::not_json, "The request body is not valid JSON: " + reason};
        return unreadable{kind::not_an_object, "The request body must be a JSON object."};
    }

    simdjson::ondemand::object object;
    if (auto const error = document.get_object().get(object)) return explain(error, body, max_depth);
    request_walk walk{body, request, transcript_};
    auto const visit = [&](std::string_view key, value_type& value, std::size_t depth) {
        return walk.member(key, value, depth);
    };
    if (auto const error = json::each_member(object, max_depth, visit)) {
        transcript_.clear();
        return walk.problem().message.empty() ? explain(error, body, max_depth) : std::move(walk.problem());
    }
    bool const at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    if (!at_end) return explain(simdjson::TRAILING_CONTENT, body, max_depth);
    walk.finish();
    return std::nullopt;
}

std::optional<fingerprint> chat_request_reader::request_fingerprint(bool strict)
{
    return fingerprint_of(parser_->document, strict, parser_->digest);
}

} // namespace wayfinder::wire::openai
