// FNV-1a checksum.
#pragma once

#include <cstdint>
#include <string_view>

namespace wayfinder::skill {

/// 64-bit FNV-1a: detects accidental damage, not tampering.
[[nodiscard]] constexpr std::uint64_t checksum(std::string_view bytes) noexcept
{
    std::uint64_t sum = 14695981039346656037U;
    for (char const c : bytes) sum = (sum ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return sum;
}

} // namespace wayfinder::skill
