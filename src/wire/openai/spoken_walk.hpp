// Walks a model's output: the `message` of an answer, or the `delta` of a stream. Internal to wire: needs
// simdjson.
#pragma once

#include "wire/json/check.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace wayfinder::wire::openai {

/// The `finish_reason` of a choice that was aborted by the model or by a server in front of it.
inline constexpr std::string_view failed_finish = R"("error")";

/// The contents of a message.
struct message_kind {
    bool has_content{}; ///< a non-empty string
    bool has_more{};    ///< calls or audio
    bool is_odd{};      ///< see plain.hpp
};

/// Appends every text that the model was paid for, as written between its quotes: content, refusal, reasoning
/// (`reasoning_content`, or `reasoning` with some servers), names and arguments of the functions it calls.
/// Checks the value in full.
simdjson::error_code walk_spoken(simdjson::ondemand::value& value, std::size_t depth_left,
                                 std::vector<std::string_view>& texts, message_kind& kind);

} // namespace wayfinder::wire::openai
