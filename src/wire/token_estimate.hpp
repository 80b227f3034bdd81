// How many tokens a text is, without a tokenizer.
#pragma once

#include <cstdint>
#include <string_view>

namespace wayfinder::wire {

/// The tokens of a text that comes in pieces.
class token_estimate {
public:
    /// Continues the text.
    void add(std::string_view text) { bytes_ += text.size(); }
    /// Continues it with the inside of a JSON string whose escapes are legal.
    void add_json(std::string_view raw) { add(raw); }

    [[nodiscard]] std::uint64_t tokens() const { return (bytes_ + 3) / 4; }

private:
    std::uint64_t bytes_{};
};

} // namespace wayfinder::wire
