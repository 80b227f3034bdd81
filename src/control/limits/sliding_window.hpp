// Recent requests and tokens, for limits that hold in every window, wherever it begins.
#pragma once

#include "config/governance.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace wayfinder::control {

using steady = std::chrono::steady_clock;

/// Records what was admitted when, in at most `most_slots` slots: admissions within a 64th of the window
/// share a slot and leave the window with the last of them, so a limit is never exceeded in any window, and
/// capacity returns at most a 64th of it late.
class sliding_window {
public:
    static constexpr std::size_t most_slots = 64;

    /// Identifies an admission until it has left the window.
    using slot_id = std::uint64_t;

    struct level {
        std::uint64_t requests{};
        std::uint64_t tokens{};
        steady::duration empty_in{}; ///< until all of it has left the window
    };

    /// Drops what has left a window of this length.
    void expire(steady::time_point now, steady::duration window);

    /// How long until one more request fits; none or less: now. Call after expire().
    [[nodiscard]] std::optional<steady::duration>
    wait_for_request(std::uint64_t limit, steady::time_point now, steady::duration window) const;
    /// The same for tokens. More tokens than the whole limit fit if nothing else is there; otherwise they
    /// would never pass.
    [[nodiscard]] std::optional<steady::duration> wait_for_tokens(std::uint64_t tokens, std::uint64_t limit,
                                                                  steady::time_point now,
                                                                  steady::duration window) const;

    slot_id take(std::uint64_t tokens, steady::time_point now, steady::duration window);

    /// Replaces the tokens taken by those actually used. Usage in excess counts from now on if the admission
    /// has already left the window.
    void settle(slot_id which, std::uint64_t taken, std::uint64_t used, steady::time_point now,
                steady::duration window);

    /// As if it had never been admitted.
    void forget(slot_id which, std::uint64_t taken);

    [[nodiscard]] level state(steady::time_point now, steady::duration window) const;

private:
    struct slot {
        slot_id id{};
        steady::time_point first;
        steady::time_point last;
        std::uint64_t requests{};
        std::uint64_t tokens{};
    };

    slot* find(slot_id which);
    slot& newest(steady::time_point now, steady::duration window);
    template <class Amount>
    [[nodiscard]] std::optional<steady::duration> wait(std::uint64_t held, std::uint64_t more,
                                                       std::uint64_t limit, steady::time_point now,
                                                       steady::duration window, Amount amount) const;

    std::vector<slot> slots_; ///< oldest first
    slot_id next_id_{1};
    std::uint64_t requests_{};
    std::uint64_t tokens_{};
};

} // namespace wayfinder::control
