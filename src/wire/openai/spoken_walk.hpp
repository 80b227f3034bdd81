// Walks what a model said: the `message` of an answer, or the `delta` of a stream. Internal to wire: needs
// simdjson.
#pragma once

#include "wire/json/check.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace wayfinder::wire::openai {

/// The `finish_reason` of a choice that the model, or what stands before it, has broken off.
inline constexpr std::string_view failed_finish = R"("error")";

/// What there is in a message.
struct message_kind {
    bool has_content{}; ///< a string that is not empty
    bool has_more{};    ///< calls or sound
    bool is_odd{};      ///< see plain.hpp
};

/// Appends every text that the model was paid for, as it stands between its quotes: content, refusal,
/// reasoning (`reasoning_content`, or `reasoning` as some servers have it), names and arguments of the
/// functions it calls. Checks the value in full.
simdjson::error_code walk_spoken(simdjson::ondemand::value& value, std::size_t depth_left,
                                 std::vector<std::string_view>& texts, message_kind& kind);

} // namespace wayfinder::wire::openai
