// A number that tells bytes from others.
#pragma once

#include <cstdint>
#include <string_view>

namespace wayfinder::skill {

/// FNV-1a, 64 bits: guards against accidents, not against malice.
[[nodiscard]] constexpr std::uint64_t checksum(std::string_view bytes) noexcept
{
    std::uint64_t sum = 14695981039346656037U;
    for (char const c : bytes) sum = (sum ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return sum;
}

} // namespace wayfinder::skill
