// Parses a text/event-stream body for expectations.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::testing {

struct sse_event {
    std::string name; ///< from the `event:` line; empty if there is none
    std::string data; ///< the `data:` lines, joined by LF
};

/// The complete events of the body. LF and CRLF line ends; comments are skipped.
std::vector<sse_event> parse_events(std::string_view body);

} // namespace wayfinder::testing
