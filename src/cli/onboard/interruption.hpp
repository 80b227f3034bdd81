// Ctrl-C and SIGTERM as something to wait for.
#pragma once

#include <csignal>

namespace wayfinder::cli {

/// From its construction on the signals no longer end the process, whose later threads inherit that. Once one
/// has been noticed the next one ends it at once, whatever it is waiting for.
class interruption {
public:
    /// Throws std::runtime_error when the system refuses.
    interruption();
    ~interruption();
    interruption(interruption const&) = delete;
    interruption& operator=(interruption const&) = delete;

    /// Readable as long as a signal is waiting to be noticed.
    [[nodiscard]] int descriptor() const { return descriptor_; }

    /// True from the first signal on.
    [[nodiscard]] bool noticed();

private:
    sigset_t signals_{};
    int descriptor_{-1};
    bool noticed_{};
};

} // namespace wayfinder::cli
