#include "bench/http/upstream/request_counter.hpp"

#include "bench/http/net/head_fields.hpp"

#include <algorithm>
#include <stdexcept>

namespace wayfinder::bench {

/// Reads up to the end of the head; returns what follows it. Empty while the head is incomplete.
std::string_view request_counter::take_head(std::string_view bytes)
{
    return head_.feed(bytes, [this](std::string_view head) {
        auto const fields = read_head_fields(head);
        if (fields.chunked) throw std::runtime_error("a chunked request");
        body_left_ = fields.content_length;
        in_body_ = true;
    });
}

int request_counter::feed(std::string_view bytes)
{
    int ended = 0;
    for (;;) {
        if (!in_body_) {
            if (bytes.empty()) return ended;
            bytes = take_head(bytes);
            if (!in_body_) return ended;
        }
        auto const part = std::min(body_left_, bytes.size());
        body_left_ -= part;
        bytes.remove_prefix(part);
        if (body_left_ > 0) return ended;
        in_body_ = false;
        ++ended;
    }
}

} // namespace wayfinder::bench
