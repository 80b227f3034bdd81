// Time in tests: bounds for what must happen, never sleeps as synchronisation.
#pragma once

#include <chrono>
#include <thread>

namespace wayfinder::testing {

using clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

/// The bound for events that must happen but have no promised time.
inline constexpr std::chrono::milliseconds patience = sanitized ? 60s : 30s;

/// The bound for what is promised "at once": far above the promise, far below any timeout under test.
inline constexpr std::chrono::milliseconds promptly = sanitized ? 4s : 2s;

/// A point in time that a wait may not pass.
class deadline {
public:
    explicit deadline(std::chrono::milliseconds bound) : at_(clock::now() + bound) {}

    [[nodiscard]] bool passed() const { return clock::now() >= at_; }

    /// For poll(2): milliseconds left, rounded up, never negative.
    [[nodiscard]] int poll_timeout() const
    {
        auto const left = std::chrono::ceil<std::chrono::milliseconds>(at_ - clock::now());
        return left.count() > 0 ? static_cast<int>(left.count()) : 0;
    }

private:
    clock::time_point at_;
};

/// Polls until the condition holds; false if the bound passes first.
template <class Condition>
bool eventually(Condition holds, std::chrono::milliseconds bound = patience)
{
    deadline const end{bound};
    while (!holds()) {
        if (end.passed()) return false;
        std::this_thread::sleep_for(2ms);
    }
    return true;
}

/// True if the condition holds throughout a short period. For "nothing happens" only.
template <class Condition>
bool throughout(std::chrono::milliseconds span, Condition holds)
{
    return !eventually([&] { return !holds(); }, span);
}

/// A duration as a test prints it.
inline double milliseconds_of(clock::duration span)
{
    return std::chrono::duration<double, std::milli>(span).count();
}

} // namespace wayfinder::testing
