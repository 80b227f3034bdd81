// What a byte of UTF-8 is to the skill score, and its lower case.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace wayfinder::skill::detail {

enum byte_kind : std::uint8_t {
    letter = 1,      ///< ASCII
    digit = 2,       ///< ASCII
    wide = 4,        ///< of a character beyond ASCII, or of none
    word_byte = 7,   ///< any of the three
    stop = 8,        ///< ends a sentence where a space follows
    line_end = 16,   ///< line feed or carriage return
    comma = 32,      ///< groups digits
    symbol = 64,     ///< brackets and operators, those that Markdown writes left out
    option_mark = 128, ///< may begin the options of a question
};

[[nodiscard]] constexpr std::array<std::uint8_t, 256> byte_kind_table() noexcept
{
    std::array<std::uint8_t, 256> kinds{};
    auto const mark = [&](std::string_view bytes, std::uint8_t kind) {
        for (char const c : bytes) {
            auto& of = kinds[static_cast<unsigned char>(c)];
            of = static_cast<std::uint8_t>(of | kind);
        }
    };
    mark("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", letter);
    mark("0123456789", digit);
    mark(".?!", stop);
    mark("\n\r", line_end);
    mark(",", comma);
    mark("()[]{}=<\\^+/|&%", symbol);
    mark("(\n", option_mark);
    for (std::size_t byte = 0x80; byte < kinds.size(); ++byte) kinds[byte] = wide;
    return kinds;
}

[[nodiscard]] constexpr std::array<std::uint8_t, 256> lower_case_table() noexcept
{
    std::array<std::uint8_t, 256> lower{};
    for (std::size_t byte = 0; byte < lower.size(); ++byte)
        lower[byte] = static_cast<std::uint8_t>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
    return lower;
}

inline constexpr auto byte_kinds = byte_kind_table();
inline constexpr auto lower_case = lower_case_table();

} // namespace wayfinder::skill::detail
