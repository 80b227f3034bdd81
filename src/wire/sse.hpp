// Server-sent events: enough to speak between another server's events.
#pragma once

#include <string>
#include <string_view>

namespace wayfinder::wire {

/// Knows whether a relayed stream stands between two events, where a line of one's own may be put.
class sse_boundary {
public:
    void feed(std::string_view bytes);
    /// What to send first so that the next bytes begin an event: nothing when the stream is between events.
    [[nodiscard]] std::string_view separator() const;

private:
    unsigned breaks_{2}; ///< line ends in a row that the stream ends with; a fresh stream is between events
    bool after_cr_{};
};

/// One event; `name` may be empty. The data must be a single line.
std::string sse_event(std::string_view name, std::string_view data);

} // namespace wayfinder::wire
