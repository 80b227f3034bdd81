// Decodes the chunked transfer coding, however its bytes are split.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wayfinder::testing {

class chunked_decoder {
public:
    /// Consumes bytes from the front of `wire` and returns the body bytes in them. Leaves what follows the
    /// terminator. Throws std::runtime_error on a malformed chunk.
    std::string feed(std::string& wire);

    /// The terminating chunk and its blank line have been seen.
    [[nodiscard]] bool finished() const { return step_ == step::finished; }

private:
    enum class step { size, data, data_end, trailer, finished };

    bool advance(std::string& wire, std::string& body);

    step step_{step::size};
    std::size_t left_{};
};

} // namespace wayfinder::testing
