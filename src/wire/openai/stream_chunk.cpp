#include "wire/openai/stream_chunk.hpp"

#include "wire/json/check.hpp"
#include "wire/json/decimal.hpp"
#include "wire/json/parser.hpp"
#include "wire/openai/spoken_walk.hpp"
#include "wire/openai/usage_walk.hpp"

#include <algorithm>

namespace wayfinder::wire::openai {
namespace {

using simdjson::error_code;
using value_type = simdjson::ondemand::value;

constexpr std::size_t most_depth = 128;

error_code walk_choice(value_type& value, std::size_t depth_left, stream_chunk& chunk)
{
    std::uint64_t index = 0;
    bool finished = false;
    message_kind ignored;
    auto const visit = [&](std::string_view key, value_type& member, std::size_t depth) {
        if (json::key_is(key, "delta")) return walk_spoken(member, depth, chunk.texts, ignored);
        if (json::key_is(key, "index")) index = json::natural(json::token_of(member)).value_or(0);
        if (json::key_is(key, "finish_reason")) {
            auto const reason = json::token_of(member);
            finished = reason != "null";
            if (reason == failed_finish) chunk.is_error = true;
        }
        return json::check(member, depth);
    };
    auto const error = json::each_member_if_any(value, depth_left, visit);
    auto const bit = choice_set{1} << std::min<std::uint64_t>(index, 63);
    chunk.spoken |= bit;
    if (finished) chunk.finished |= bit;
    return error;
}

error_code walk_choices(value_type& value, std::size_t depth_left, stream_chunk& chunk)
{
    chunk.has_choices = json::is_array(value);
    return json::each_element_if_any(value, depth_left, [&](value_type& choice, std::size_t depth) {
        return walk_choice(choice, depth, chunk);
    });
}

error_code walk_x_groq(value_type& value, std::size_t depth_left, stream_chunk& chunk)
{
    auto const visit = [&](std::string_view key, value_type& member, std::size_t depth) {
        return json::key_is(key, "usage") ? walk_usage(member, depth, chunk.usage)
                                          : json::check(member, depth);
    };
    return json::each_member_if_any(value, depth_left, visit);
}

error_code walk_member(std::string_view key, value_type& value, std::size_t depth_left, stream_chunk& chunk)
{
    if (json::key_is(key, "choices")) return walk_choices(value, depth_left, chunk);
    if (json::key_is(key, "usage")) {
        chunk.has_usage = json::is_object(value);
        return walk_usage(value, depth_left, chunk.usage);
    }
    if (json::key_is(key, "x_groq")) return walk_x_groq(value, depth_left, chunk);
    if (json::key_is(key, "error")) chunk.has_error = json::token_of(value) != "null";
    if (json::key_is(key, "object") && json::token_of(value) == R"("error")") chunk.is_error = true;
    return json::check(value, depth_left);
}

} // namespace

struct stream_chunk_reader::parser {
    json::reusable_parser json;
    stream_chunk chunk;
};

stream_chunk_reader::stream_chunk_reader() : parser_{std::make_unique<parser>()} {}
stream_chunk_reader::~stream_chunk_reader() = default;

stream_chunk const* stream_chunk_reader::read(std::string& data)
{
    data.reserve(data.size() + json::reusable_parser::padding);
    auto& chunk = parser_->chunk;
    auto texts = std::move(chunk.texts);
    texts.clear();
    chunk = {};
    chunk.texts = std::move(texts);

    simdjson::ondemand::document document;
    simdjson::ondemand::object object;
    if (parser_->json.iterate(data).get(document) || document.get_object().get(object)) return nullptr;
    auto const visit = [&](std::string_view key, value_type& value, std::size_t depth) {
        return walk_member(key, value, depth, chunk);
    };
    if (json::each_member(object, most_depth, visit)) return nullptr;
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) return nullptr; // more than one value
    chunk.is_error = chunk.is_error || chunk.has_error;
    return &chunk;
}

} // namespace wayfinder::wire::openai
