// A chunked request body, to the letter of RFC 9112, 7.1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace wayfinder::wire::http1 {

/// Takes the framing off as the bytes arrive. Extensions are checked and ignored, trailer fields checked and
/// dropped: nothing in them may change what the head said (RFC 9110, 6.5.1).
class chunked_body {
public:
    enum class state : unsigned char {
        incomplete,
        complete,
        malformed,
        too_large,         ///< more data than `most_data`, by announcement or in fact
        too_much_overhead, ///< extensions and trailers of more than `most_overhead` bytes
    };

    chunked_body(std::size_t most_data, std::size_t most_overhead)
        : most_data_{most_data}, most_overhead_{most_overhead}
    {}

    /// Appends the data in `input` to `body`; how many bytes are done with. The others are to be given again,
    /// with more behind them.
    std::size_t take(std::string_view input, std::string& body);

    [[nodiscard]] state now() const { return state_; }
    /// After `malformed`; static text.
    [[nodiscard]] std::string_view complaint() const { return complaint_; }

private:
    enum class part : unsigned char { size, data, data_end, trailer };

    std::size_t take_data(std::string_view input, std::string& body);
    std::size_t take_data_end(std::string_view input);
    std::size_t take_line(std::string_view input, std::string const& body);
    void read_size(std::string_view line, std::size_t have);
    void read_trailer(std::string_view line);
    void spend(std::size_t overhead);
    void refuse(std::string_view complaint);

    std::size_t most_data_;
    std::size_t most_overhead_;
    std::size_t overhead_{};
    std::size_t scanned_{}; ///< of the line under way
    std::uint64_t left_{};  ///< of the chunk
    std::string_view complaint_;
    part part_{part::size};
    state state_{state::incomplete};
};

} // namespace wayfinder::wire::http1
