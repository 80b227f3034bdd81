// How far long work has come, for those who wait for it.
#pragma once

#include <cstddef>
#include <functional>

namespace wayfinder {

/// Called in the course of long work: `done` of `of` steps, whatever a step is. May be called often. An empty
/// one is not called.
using progress_listener = std::function<void(std::size_t done, std::size_t of)>;

inline void tell(progress_listener const& who, std::size_t done, std::size_t of)
{
    if (who) who(done, of);
}

/// Hears of the steps of one stage and tells `whole` of them: `before` steps precede the stage, in all there
/// are `of`. `whole` has to outlive it.
[[nodiscard]] inline progress_listener stage_of(progress_listener const& whole, std::size_t before,
                                                std::size_t of)
{
    if (!whole) return {};
    return [&whole, before, of](std::size_t done, std::size_t) { whole(before + done, of); };
}

} // namespace wayfinder
