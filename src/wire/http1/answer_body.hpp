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
struct open_frame {}; ///< the body ends with its connection

/// What says where a body ends.
using body_frame = std::variant<sized_frame, chunked_frame, open_frame>;

/// Takes the framing off where the bytes lie.
class answer_body {
public:
    answer_body() = default;
    explicit answer_body(body_frame frame) : frame_{frame} {}

    struct taken {
        std::size_t data{}; ///< so many of the first bytes are now the body's
        std::size_t
            used{}; ///< so many are done with; the others are to be given again, with more behind them
    };

    /// May move bytes within those that it uses.
    taken take(std::span<char> input);

    /// All of it has been taken. An open one is never complete: its connection says so.
    [[nodiscard]] bool complete() const;
    [[nodiscard]] bool is_open() const { return std::holds_alternative<open_frame>(frame_); }
    /// What is wrong with the framing; empty as long as nothing is. Static text.
    [[nodiscard]] std::string_view complaint() const;

private:
    /// Of chunk extensions and trailer fields without data between them, in bytes.
    static constexpr std::size_t most_overhead = 64U << 10U;

    body_frame frame_;
    chunked_body chunks_{chunked_body::any_size, most_overhead, chunked_body::owner::answer};
};

} // namespace wayfinder::wire::http1
