// Ctrl-C and SIGTERM as events to wait for.
#pragma once

#include <csignal>

namespace wayfinder::cli {

/// While it exists, these signals do not end the process, and threads started later inherit that. Once one
/// has been noticed, the next one ends the process at once, whatever it is waiting for.
class interruption {
public:
    /// Throws std::runtime_error if the system refuses.
    interruption();
    ~interruption();
    interruption(interruption const&) = delete;
    interruption& operator=(interruption const&) = delete;

    /// Readable while a signal is waiting to be noticed.
    [[nodiscard]] int descriptor() const { return descriptor_; }

    /// True from the first signal on.
    [[nodiscard]] bool noticed();

private:
    sigset_t signals_{};
    int descriptor_{-1};
    bool noticed_{};
};

} // namespace wayfinder::cli
