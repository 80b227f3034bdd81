// Takes a text/event-stream body apart, for expectations.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::testing {

struct sse_event {
    std::string name; ///< of the `event:` line; empty when there is none
    std::string data; ///< of the `data:` lines, joined by LF
};

/// The events that the body has complete. LF and CRLF line ends; comments are skipped.
std::vector<sse_event> parse_events(std::string_view body);

} // namespace wayfinder::testing
