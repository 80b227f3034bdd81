// Progress reports of long-running work.
#pragma once

#include <cstddef>
#include <functional>

namespace wayfinder {

/// Called during long-running work: step `done` of `of` is complete. The unit of a step is up to the work.
/// May be called often. An empty listener is not called.
using progress_listener = std::function<void(std::size_t done, std::size_t of)>;

inline void tell(progress_listener const& who, std::size_t done, std::size_t of)
{
    if (who) who(done, of);
}

/// A listener for one stage that reports to `whole`: `before` steps precede the stage, out of `of` in total.
/// `whole` must outlive it.
[[nodiscard]] inline progress_listener stage_of(progress_listener const& whole, std::size_t before,
                                                std::size_t of)
{
    if (!whole) return {};
    return [&whole, before, of](std::size_t done, std::size_t) { whole(before + done, of); };
}

} // namespace wayfinder
