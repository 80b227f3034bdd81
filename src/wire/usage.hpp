// What an answer took, in tokens, and who says so.
#pragma once

#include <cstdint>
#include <string_view>

namespace wayfinder::wire {

struct token_counts {
    std::uint64_t prompt{};
    std::uint64_t cached_prompt{}; ///< the part of `prompt` that the provider had in its prompt cache
    std::uint64_t completion{};

    friend bool operator==(token_counts const&, token_counts const&) = default;
};

/// Where the counts of an answer come from.
enum class usage_source : unsigned char {
    reported,  ///< from the upstream's own numbers
    zero,      ///< from the upstream's own numbers, which are all 0
    estimated, ///< from the text: of a whole answer without usage, or of what was relayed of a cut one
    missing,   ///< there is nothing to count: no answer, or one that cannot be read
};

/// As the ledger and the metrics spell it.
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
