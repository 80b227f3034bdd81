// How many tokens a text is, without a tokenizer. How it was fitted, and how far off it is by kind of text:
// docs/token-estimate.md.
#pragma once

#include <cstdint>
#include <string_view>

namespace wayfinder::wire {

/// The tokens of a text that comes in pieces. Each byte adds a weight that depends on what it is and on what
/// stands before it: a letter behind a blank begins a word, which costs most of a token; one behind a letter
/// costs little.
class token_estimate {
public:
    /// Continues the text.
    void add(std::string_view text);
    /// Continues it with the inside of a JSON string whose escapes are legal.
    void add_json(std::string_view raw);
    /// What is added from here on is another text.
    void start_text();

    /// At least 1 for any text, and at most its bytes: no token is shorter than one.
    [[nodiscard]] std::uint64_t tokens() const;

private:
    static constexpr unsigned line_start = 5; ///< a class of bytes, as are the others in the .cpp

    std::uint64_t bytes_{};
    std::uint64_t weight_{};
    unsigned before_{line_start}; ///< the class of the last byte
};

/// The same for a text that is all there.
std::uint64_t estimate_tokens(std::string_view text);

} // namespace wayfinder::wire
