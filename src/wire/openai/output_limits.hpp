// How much a request lets the model say.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace wayfinder::wire::openai {

/// The values of `max_tokens`, `max_completion_tokens` and `n`, as the most generous reader has them: numbers
/// however they are spelled (`8`, `8.0`, `8e0`, `"8"`), a fraction rounded up. Null says nothing.
class output_limits {
public:
    /// False for what is no number.
    bool take_tokens(std::string_view token);
    bool take_choices(std::string_view token);

    /// Of several limits the largest, since upstreams differ in which they heed. Nullopt where there is none,
    /// and where one is negative, by which some mean that there is none.
    [[nodiscard]] std::optional<std::uint64_t> tokens() const { return none_ ? std::nullopt : tokens_; }
    [[nodiscard]] std::uint32_t choices() const { return choices_; }

private:
    std::optional<std::uint64_t> tokens_;
    bool none_{};
    std::uint32_t choices_{1};
};

} // namespace wayfinder::wire::openai
