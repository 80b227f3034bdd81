// A chunked body, to the letter of RFC 9112, 7.1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
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

    /// Whose body it is. A request's overhead is bounded in all, and no trailer field may contradict the
    /// head; an answer's goes on for as long as the answer does, so that its bound is for each chunk, and its
    /// trailer fields reach nobody.
    enum class owner : unsigned char { request, answer };
    static constexpr auto any_size = std::numeric_limits<std::size_t>::max();

    chunked_body(std::size_t most_data, std::size_t most_overhead, owner whose = owner::request)
        : most_data_{most_data}, most_overhead_{most_overhead}, whose_{whose}
    {}

    /// Calls `on_data` with the data in `input`; how many bytes are done with. The others are to be given
    /// again, with more behind them.
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
    /// After `malformed`; static text.
    [[nodiscard]] std::string_view complaint() const { return complaint_; }

private:
    enum class part : unsigned char { size, data, data_end, trailer };

    struct step {
        std::size_t used{};
        std::string_view data{};
        bool stuck{}; ///< without more input
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
    std::size_t data_{}; ///< so far
    std::size_t overhead_{};
    std::size_t scanned_{}; ///< of the line under way
    std::uint64_t left_{};  ///< of the chunk
    std::string_view complaint_;
    part part_{part::size};
    state state_{state::incomplete};
};

} // namespace wayfinder::wire::http1
