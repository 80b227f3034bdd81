// Finds the ends of requests in a stream of bytes. Supports only Content-Length, which is what proxies send
// upstream.
#pragma once

#include "bench/http/net/head_reader.hpp"

#include <cstddef>
#include <string_view>

namespace wayfinder::bench {

class request_counter {
public:
    /// How many requests end in these bytes. Throws on one with a transfer coding.
    int feed(std::string_view bytes);

private:
    std::string_view take_head(std::string_view bytes);

    head_reader head_;
    std::size_t body_left_{};
    bool in_body_{};
};

} // namespace wayfinder::bench
