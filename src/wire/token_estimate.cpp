#include "wire/token_estimate.hpp"

#include "wire/json/text.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>

namespace wayfinder::wire {
namespace {

constexpr unsigned classes = 16;
constexpr std::uint64_t unit = 128; // weight of one token

/// Byte classes that tokenizers treat alike.
constexpr std::uint8_t class_of(unsigned byte)
{
    constexpr std::string_view rare = "jkqxz"; // words with these split into more tokens
    constexpr std::string_view marks = "!$%()*+<>@[\\]^|";
    auto const c = static_cast<char>(byte);
    if (byte == '\t' || byte == '\n' || byte == '\r') return 5;
    if (byte < 0x20 || byte == 0x7F) return 7;
    if (byte == ' ') return 4;
    if (byte < 0x80) {
        if (c >= 'a' && c <= 'z') return rare.find(c) == rare.npos ? 0 : 1;
        if (c >= 'A' && c <= 'Z') return 2;
        if (c >= '0' && c <= '9') return 3;
        return marks.find(c) == marks.npos ? 6 : 7;
    }
    if (byte < 0xC0) return 8;  // a continuation byte; below are lead bytes
    if (byte < 0xCA) return 9;  // Latin
    if (byte < 0xD0) return 13; // Greek
    if (byte < 0xD4) return 10; // Cyrillic
    if (byte < 0xD8) return 13; // Armenian, Hebrew
    if (byte < 0xE0) return 10; // Arabic
    if (byte < 0xE2) return 11; // Indic, Thai, Georgian
    if (byte < 0xE3) return 12; // punctuation and symbols
    if (byte < 0xEA) return 14; // Japanese, Chinese
    return 15;                  // Korean, full-width forms, emoji
}

constexpr auto class_of_byte = [] {
    std::array<std::uint8_t, 256> table{};
    for (unsigned byte = 0; byte < table.size(); ++byte) table[byte] = class_of(byte);
    return table;
}();

/// The weight of a byte: one row per class of the previous byte, one column per class of its own. Fitted by
/// bench/token_estimate/fit.py; the start of a text counts as a line start.
constexpr std::array<std::uint8_t, classes * classes> weights{
    // clang-format off
    9, 19, 140, 139, 82, 120, 59, 51, 64, 124, 64, 0, 9, 64, 93, 15,
    42, 160, 160, 160, 136, 160, 100, 98, 64, 244, 64, 64, 64, 64, 64, 64,
    54, 160, 21, 160, 13, 119, 55, 122, 64, 255, 64, 64, 0, 64, 174, 250,
    102, 160, 160, 38, 57, 160, 77, 160, 64, 64, 64, 64, 255, 64, 0, 255,
    18, 160, 41, 160, 2, 127, 58, 90, 64, 0, 20, 0, 250, 17, 152, 60,
    108, 160, 129, 73, 127, 5, 55, 123, 64, 167, 106, 254, 0, 112, 48, 101,
    108, 34, 55, 160, 107, 0, 2, 105, 64, 255, 255, 0, 221, 255, 57, 134,
    91, 160, 86, 160, 55, 0, 49, 62, 64, 255, 255, 115, 99, 255, 240, 130,
    2, 36, 160, 137, 14, 160, 94, 160, 16, 0, 4, 35, 50, 0, 40, 0,
    64, 64, 64, 64, 64, 64, 64, 64, 60, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 35, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 0, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 67, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 49, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 30, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 64, 64, 64, 64, 64, 64, 48, 64, 64, 64, 64, 64, 64, 64};
// clang-format on

/// The weight of a byte after another, indexed by the two as they are in memory: one lookup where the classes
/// need three. English uses a few kilobytes of it.
auto const& weight_of_pair()
{
    static auto const table = [] {
        std::array<std::uint8_t, 256U * 256U> made{};
        for (unsigned pair = 0; pair < made.size(); ++pair) {
            auto const as_text =
                std::bit_cast<std::array<unsigned char, 2>>(static_cast<std::uint16_t>(pair));
            made[pair] = weights[class_of_byte[as_text[0]] * classes + class_of_byte[as_text[1]]];
        }
        return made;
    }();
    return table;
}

/// The weights of every other pair among eight bytes, so that one load serves four.
std::uint64_t weight_of_four(std::array<std::uint8_t, 256U * 256U> const& table, char const* text)
{
    std::uint64_t eight{};
    std::memcpy(&eight, text, sizeof eight);
    auto const pair = [&](unsigned which) { return std::uint64_t{table[eight >> 16U * which & 0xFFFFU]}; };
    return (pair(0) + pair(1)) + (pair(2) + pair(3));
}

} // namespace

void token_estimate::add(std::string_view text)
{
    if (text.empty()) return;
    auto weight =
        weight_ + weights[before_ * classes + class_of_byte[static_cast<unsigned char>(text.front())]];
    auto const& table = weight_of_pair();
    auto const* at = text.data();
    auto const* const last = at + text.size() - 1;
    for (; last - at >= 8; at += 8) weight += weight_of_four(table, at) + weight_of_four(table, at + 1);
    for (; at < last; ++at) {
        std::uint16_t pair{};
        std::memcpy(&pair, at, sizeof pair);
        weight += table[pair];
    }
    bytes_ += text.size();
    weight_ = weight;
    before_ = class_of_byte[static_cast<unsigned char>(text.back())];
}

void token_estimate::add_json(std::string_view raw)
{
    json::each_unescaped(raw, [this](std::string_view text) { add(text); });
}

void token_estimate::start_text()
{
    before_ = line_start;
}

std::uint64_t token_estimate::tokens() const
{
    return std::clamp((weight_ + unit / 2) / unit, std::min<std::uint64_t>(bytes_, 1), bytes_);
}

std::uint64_t estimate_tokens(std::string_view text)
{
    token_estimate whole;
    whole.add(text);
    return whole.tokens();
}

} // namespace wayfinder::wire
