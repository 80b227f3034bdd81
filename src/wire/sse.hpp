// Server-sent events: enough to insert events into another server's stream.
#pragma once

#include <string>
#include <string_view>

namespace wayfinder::wire {

/// Tracks whether a relayed stream is between two events, where a line can be inserted.
class sse_boundary {
public:
    void feed(std::string_view bytes);
    /// What to send first so that the next bytes begin an event: empty if the stream is between events.
    [[nodiscard]] std::string_view separator() const;

private:
    unsigned breaks_{2}; ///< consecutive line ends at the end of the stream; a new stream is between events
    bool after_cr_{};
};

/// One event; `name` may be empty. The data must be a single line.
std::string sse_event(std::string_view name, std::string_view data);

} // namespace wayfinder::wire
