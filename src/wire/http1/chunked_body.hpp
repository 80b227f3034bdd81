// A chunked body, strictly as in RFC 9112, 7.1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

namespace wayfinder::wire::http1 {

/// Removes the framing as bytes arrive. Extensions are checked and ignored, trailer fields checked and
/// dropped: they must not change what the head said (RFC 9110, 6.5.1).
class chunked_body {
public:
    enum class state : unsigned char {
        incomplete,
        complete,
        malformed,
        too_large,         ///< more data than `most_data`, announced or received
        too_much_overhead, ///< more than `most_overhead` bytes of extensions and trailers
    };

    /// Whose body it is. For a request, total overhead is limited and no trailer field may contradict the
    /// head. An answer's overhead grows with the answer, so it is limited per chunk, and its trailer fields
    /// are not passed on.
    enum class owner : unsigned char { request, answer };
    static constexpr auto any_size = std::numeric_limits<std::size_t>::max();

    chunked_body(std::size_t most_data, std::size_t most_overhead, owner whose = owner::request)
        : most_data_{most_data}, most_overhead_{most_overhead}, whose_{whose}
    {}

    /// Calls `on_data` with the data in `input`; returns the number of bytes consumed. Pass the rest again,
    /// followed by more.
    template <class OnData>
    std::size_t take(std::string_view input, OnData&& on_data)
    {
        std::size_t done = 0;
        for (bool stuck = state_ != state::incomplete; !stuck;) {
            auto const next = advance(input.substr(done));
            if (!next.data.empty()) on_data(next.data);
            done += next.used;
            stuck = next.stuck || state_ != state::incomplete;
        }
        return done;
    }

    [[nodiscard]] state now() const { return state_; }
    /// Set after `malformed`; static text.
    [[nodiscard]] std::string_view complaint() const { return complaint_; }

private:
    enum class part : unsigned char { size, data, data_end, trailer };

    struct step {
        std::size_t used{};
        std::string_view data{};
        bool stuck{}; ///< needs more input
    };

    step advance(std::string_view input);
    step take_data(std::string_view input);
    step take_data_end(std::string_view input);
    step take_line(std::string_view input);
    void read_size(std::string_view line);
    void read_trailer(std::string_view line);
    void spend(std::size_t overhead);
    void refuse(std::string_view complaint);

    std::size_t most_data_;
    std::size_t most_overhead_;
    owner whose_;
    std::size_t data_{}; ///< total so far
    std::size_t overhead_{};
    std::size_t scanned_{}; ///< of the current line
    std::uint64_t left_{};  ///< of the current chunk
    std::string_view complaint_;
    part part_{part::size};
    state state_{state::incomplete};
};

} // namespace wayfinder::wire::http1
