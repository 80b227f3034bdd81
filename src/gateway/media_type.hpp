// What kind of text an answer is, and what an event stream needs to pass through proxies.
#pragma once

#include "net/server/responder.hpp"
#include "wire/http1/grammar.hpp"

#include <string_view>

namespace wayfinder::gateway {

inline constexpr std::string_view json_type = "application/json";
inline constexpr std::string_view event_stream_type = "text/event-stream; charset=utf-8";

inline bool names_event_stream(std::string_view content_type)
{
    return wire::http1::starts_with_word(content_type, "text/event-stream");
}

/// An event stream is neither stored nor held back on its way to the client.
inline void add_content_type(net::response_head& head, std::string_view content_type)
{
    head.add("Content-Type", content_type);
    if (names_event_stream(content_type))
        head.add("Cache-Control", "no-cache").add("X-Accel-Buffering", "no");
}

} // namespace wayfinder::gateway
