// The body of an HTTP/1.1 answer (RFC 9112, 6.3).
#pragma once

#include "wire/http1/chunked_body.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <variant>

namespace wayfinder::wire::http1 {

struct sized_frame {
    std::uint64_t size{}; ///< in bytes
};
struct chunked_frame {};
struct open_frame {}; ///< the body ends with the connection

/// What determines the end of a body.
using body_frame = std::variant<sized_frame, chunked_frame, open_frame>;

/// Removes the framing in place.
class answer_body {
public:
    answer_body() = default;
    explicit answer_body(body_frame frame) : frame_{frame} {}

    struct taken {
        std::size_t data{}; ///< number of leading bytes that are now body data
        std::size_t used{}; ///< number of bytes consumed; pass the rest again, followed by more
    };

    /// May move bytes within the part that it consumes.
    taken take(std::span<char> input);

    /// Whether the whole body has been consumed. An open body is never complete: only its connection's end
    /// completes it.
    [[nodiscard]] bool complete() const;
    [[nodiscard]] bool is_open() const { return std::holds_alternative<open_frame>(frame_); }
    /// What is wrong with the framing; empty if nothing is. Static text.
    [[nodiscard]] std::string_view complaint() const;

private:
    /// Limit on chunk extensions and trailer fields without data between them, in bytes.
    static constexpr std::size_t most_overhead = 64U << 10U;

    body_frame frame_;
    chunked_body chunks_{chunked_body::any_size, most_overhead, chunked_body::owner::answer};
};

} // namespace wayfinder::wire::http1
