// Money as configured and counted: whole nano-dollars.
#pragma once

#include <cstdint>
#include <string>

namespace wayfinder::config {

/// 1e-9 US dollars. 64 bits hold nine billion dollars.
using nano_dollars = std::int64_t;

inline constexpr nano_dollars dollar = 1'000'000'000;

/// For reports; sums stay in nano-dollars.
constexpr double in_dollars(nano_dollars amount)
{
    return static_cast<double>(amount) / static_cast<double>(dollar);
}

/// A count of 1e-9 units as an exact decimal number without trailing zeros: "0.000000123", "-1.5", "12".
std::string nano_text(std::int64_t nanos);

/// What a model charges. Token prices are nano-dollars per million, which is exact for any price list: $0.15
/// per million is 150'000'000.
struct price {
    nano_dollars input{};
    nano_dollars output{};
    nano_dollars cached_input{}; ///< for input tokens that the provider had in its prompt cache
    nano_dollars per_call{};     ///< nano-dollars for each answer, regardless of tokens

    friend bool operator==(price const&, price const&) = default;
};

} // namespace wayfinder::config
