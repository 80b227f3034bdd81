// Estimates the number of tokens in a text without a tokenizer. For how it was fitted, and its error by kind
// of text, see docs/token-estimate.md.
#pragma once

#include <cstdint>
#include <string_view>

namespace wayfinder::wire {

/// The tokens of a text that arrives in pieces. Each byte adds a weight that depends on itself and the byte
/// before it: a letter after a blank begins a word, which costs most of a token; one after a letter costs
/// little.
class token_estimate {
public:
    /// Continues the text.
    void add(std::string_view text);
    /// Continues it with the inside of a JSON string, whose escapes must be valid.
    void add_json(std::string_view raw);
    /// Whatever is added next is a separate text.
    void start_text();

    /// At least 1 for a non-empty text, and at most its size in bytes: no token is shorter than one.
    [[nodiscard]] std::uint64_t tokens() const;

private:
    static constexpr unsigned line_start = 5; ///< a byte class; the others are in the .cpp

    std::uint64_t bytes_{};
    std::uint64_t weight_{};
    unsigned before_{line_start}; ///< class of the previous byte
};

/// The same for a complete text.
std::uint64_t estimate_tokens(std::string_view text);

} // namespace wayfinder::wire
