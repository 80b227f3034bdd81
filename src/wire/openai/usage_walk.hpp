// Walks a `usage` object to the counts in it. Internal to wire: needs simdjson.
#pragma once

#include "wire/json/check.hpp"
#include "wire/usage.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace wayfinder::wire::openai {

/// What no answer takes: larger counts are read as this, so that whoever adds up or prices nonsense does not
/// overflow.
inline constexpr std::uint64_t most_tokens = 1'000'000'000;

/// Checks the value in full. `found` is set where the object says enough: both `prompt_tokens` and
/// `completion_tokens`, or `total_tokens`, which is split by the one that is known, or else is all
/// completion. What is not an integer of 0 or more is not said. `prompt_tokens_details.cached_tokens` is at
/// most the prompt.
simdjson::error_code walk_usage(simdjson::ondemand::value& value, std::size_t depth_left,
                                std::optional<token_counts>& found);

/// `reported`, or `zero` where every count is 0.
usage_source source_of(token_counts const& reported);

} // namespace wayfinder::wire::openai
