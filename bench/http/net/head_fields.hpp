// What a head says about the length of its body.
#pragma once

#include <cstddef>
#include <string_view>

namespace wayfinder::bench {

struct head_fields {
    std::size_t content_length{};
    bool chunked{};
};

/// For a complete head, including its start line, up to the line end before the empty line.
head_fields read_head_fields(std::string_view head);

} // namespace wayfinder::bench
