#include "wire/sse.hpp"

namespace wayfinder::wire {

void sse_boundary::feed(std::string_view bytes)
{
    // Only the end matters: skip to what may be part of the last run of line ends.
    if (auto const last = bytes.find_last_not_of("\r\n"); last != bytes.npos) {
        breaks_ = 0;
        after_cr_ = false;
        bytes.remove_prefix(last + 1);
    }
    for (char const c : bytes) {
        bool const completes_crlf = c == '\n' && after_cr_;
        if (!completes_crlf) ++breaks_;
        after_cr_ = c == '\r';
    }
}

std::string_view sse_boundary::separator() const
{
    if (breaks_ >= 2) return "";
    bool const line_is_open = breaks_ == 0 || after_cr_; // a line feed after a CR only completes its line end
    return line_is_open ? "\n\n" : "\n";
}

std::string sse_event(std::string_view name, std::string_view data)
{
    std::string event;
    if (!name.empty()) event.append("event: ").append(name).append("\n");
    return event.append("data: ").append(data).append("\n\n");
}

} // namespace wayfinder::wire
