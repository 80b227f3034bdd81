// Output limits of a request.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace wayfinder::wire::openai {

/// The values of `max_tokens`, `max_completion_tokens` and `n`, as the most lenient reader interprets them:
/// numbers in any spelling (`8`, `8.0`, `8e0`, `"8"`), fractions rounded up. Null is ignored.
class output_limits {
public:
    /// False if it is not a number.
    bool take_tokens(std::string_view token);
    bool take_choices(std::string_view token);

    /// The largest of several limits, since upstreams differ in which they apply. Nullopt if there is none,
    /// or if one is negative, which some use to mean no limit.
    [[nodiscard]] std::optional<std::uint64_t> tokens() const { return none_ ? std::nullopt : tokens_; }
    [[nodiscard]] std::uint32_t choices() const { return choices_; }

private:
    std::optional<std::uint64_t> tokens_;
    bool none_{};
    std::uint32_t choices_{1};
};

} // namespace wayfinder::wire::openai
