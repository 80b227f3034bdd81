// Durations in HTTP: whole seconds, rounded up.
#pragma once

#include <algorithm>
#include <chrono>

namespace wayfinder::gateway {

/// Rounded up, at least 1.
inline unsigned whole_seconds(std::chrono::steady_clock::duration wait)
{
    auto const seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
    return static_cast<unsigned>(std::max<decltype(seconds)>(1, seconds));
}

} // namespace wayfinder::gateway
