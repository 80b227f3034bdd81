#include "cli/onboard/cell_width.hpp"

#include <wayfinder/text.hpp>

#include <algorithm>
#include <array>

namespace wayfinder::cli {
namespace {

struct span {
    char32_t first;
    char32_t last;
};

constexpr char32_t zero_width_joiner = 0x200D;

// The common scripts' combining marks and the invisible characters; Unicode 14, in order.
constexpr std::array<span, 29> joining{{
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x05BF, 0x05C7},   {0x0610, 0x061A},
    {0x064B, 0x065F}, {0x0670, 0x0670}, {0x06D6, 0x06DC}, {0x0730, 0x074A},   {0x0900, 0x0902},
    {0x093A, 0x093A}, {0x093C, 0x093C}, {0x0941, 0x0948}, {0x094D, 0x094D},   {0x0981, 0x0981},
    {0x09BC, 0x09BC}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E},   {0x1AB0, 0x1AFF},
    {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x2060, 0x2064}, {0x20D0, 0x20FF},   {0x3099, 0x309A},
    {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0x1F3FB, 0x1F3FF},
}};
constexpr span variation_selectors{0xE0100, 0xE01EF};

// East Asian Width W and F, and emoji shown as pictures, in order.
constexpr std::array<span, 27> wide{{
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC}, {0x2614, 0x2615}, {0x2648, 0x2653},
    {0x26A1, 0x26A1},   {0x26BD, 0x26BE},   {0x2705, 0x2705}, {0x270A, 0x270B}, {0x2728, 0x2728},
    {0x274C, 0x274C},   {0x2753, 0x2755},   {0x2795, 0x2797}, {0x2B50, 0x2B50}, {0x2E80, 0x303E},
    {0x3041, 0x33FF},   {0x3400, 0x4DBF},   {0x4E00, 0xA4CF}, {0xA960, 0xA97F}, {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF}, {0x1F900, 0x1FAFF},
}};
constexpr span ideographic_planes{0x20000, 0x3FFFD};

constexpr bool within(span where, char32_t character)
{
    return character >= where.first && character <= where.last;
}

template <std::size_t Size>
bool within(std::array<span, Size> const& spans, char32_t character)
{
    auto const ends_before = [](span each, char32_t value) { return each.last < value; };
    auto const found = std::lower_bound(spans.begin(), spans.end(), character, ends_before);
    return found != spans.end() && within(*found, character);
}

} // namespace

std::size_t cell_width(char32_t character)
{
    if (character < 0x300) return 1;
    if (within(joining, character) || within(variation_selectors, character)) return 0;
    return within(wide, character) || within(ideographic_planes, character) ? 2 : 1;
}

cluster cluster_at(std::string_view text, std::size_t at)
{
    auto const first = decode(text, at);
    cluster whole{first.size, cell_width(first.value)};
    auto last = first.value;
    while (at + whole.bytes < text.size()) {
        auto const next = decode(text, at + whole.bytes);
        if (cell_width(next.value) > 0 && last != zero_width_joiner) break;
        whole.bytes += next.size;
        last = next.value;
    }
    return whole;
}

std::size_t text_width(std::string_view text)
{
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) {
        auto const next = cluster_at(text, at);
        width += next.width;
        at += next.bytes;
    }
    return width;
}

} // namespace wayfinder::cli
