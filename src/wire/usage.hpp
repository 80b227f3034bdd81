// An answer's token usage, and its source.
#pragma once

#include <cstdint>
#include <string_view>

namespace wayfinder::wire {

struct token_counts {
    std::uint64_t prompt{};
    std::uint64_t cached_prompt{}; ///< the part of `prompt` that was in the provider's prompt cache
    std::uint64_t completion{};

    friend bool operator==(token_counts const&, token_counts const&) = default;
};

/// The source of an answer's counts.
enum class usage_source : unsigned char {
    reported,  ///< reported by the upstream
    zero,      ///< reported by the upstream, but all 0
    estimated, ///< from the text: of a whole answer without usage, or of the relayed part of a cut one
    missing,   ///< nothing to count: no answer, or an unreadable one
};

/// The name in the ledger and the metrics.
constexpr std::string_view name(usage_source source)
{
    switch (source) {
    case usage_source::reported:
        return "reported";
    case usage_source::zero:
        return "zero";
    case usage_source::estimated:
        return "estimated";
    case usage_source::missing:
        return "missing";
    }
    return "";
}

} // namespace wayfinder::wire
