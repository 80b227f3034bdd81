// Extracts the counts of a `usage` object. Internal to wire: needs simdjson.
#pragma once

#include "wire/json/check.hpp"
#include "wire/usage.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace wayfinder::wire::openai {

/// More than any answer uses. Larger counts are clamped to this, so that adding up or pricing nonsense values
/// does not overflow.
inline constexpr std::uint64_t most_tokens = 1'000'000'000;

/// Checks the value in full. Sets `found` if the object says enough: both `prompt_tokens` and
/// `completion_tokens`, or `total_tokens`, which is split using whichever of the two is known, or else
/// counted as completion. Values that are not integers of 0 or more count as missing.
/// `prompt_tokens_details.cached_tokens` is at most the prompt.
simdjson::error_code walk_usage(simdjson::ondemand::value& value, std::size_t depth_left,
                                std::optional<token_counts>& found);

/// `reported`, or `zero` if every count is 0.
usage_source source_of(token_counts const& reported);

} // namespace wayfinder::wire::openai
