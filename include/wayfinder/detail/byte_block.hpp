// 64 bytes of text, sorted into classes: one bit per byte and class.
#pragma once

#include <wayfinder/detail/bits.hpp>
#include <wayfinder/detail/lane.hpp>

#include <cstddef>
#include <utility>

namespace wayfinder::detail {

inline constexpr std::size_t block_size = 64;

/// What every block is asked, for ASCII. The `wide_scanner` adds the characters beyond it.
struct byte_classes {
    bitset64 whitespace{};
    bitset64 line_breaks{};
    bitset64 letters{}; ///< never more than ASCII
    bitset64 glue{};    ///< apostrophe and hyphen, which hold tokens together
    bitset64 tokens{};  ///< letters, glue and what lower-cases to a letter
    bool has_marks{};   ///< some `?`, `[`, `\` or `]`, each of which most blocks lack
    bool has_wide{};    ///< some byte beyond ASCII
};

/// A view of 64 bytes through lanes of one kind.
template <typename lane>
class basic_block {
public:
    explicit basic_block(char const* bytes) noexcept : bytes_{bytes} {}

    [[nodiscard]] byte_classes classify() const noexcept
    {
        byte_classes found;
        found.whitespace = where(
            [](lane b) { return b.template in_range<'\t', '\r'>() | b.template in_range<0x1C, ' '>(); });
        // Among whitespace, the line breaks are LF to CR and 0x1C to 0x1E: all that this range leaves.
        found.line_breaks =
            found.whitespace & where([](lane b) { return b.template in_range<'\n', 0x1E>(); });
        found.letters = where([](lane b) { return b.lower_cased().template in_range<'a', 'z'>(); });
        found.glue =
            where([](lane b) { return b.template in_range<'\'', '\''>() | b.template in_range<'-', '-'>(); });
        found.tokens = found.letters | found.glue;
        found.has_marks = anywhere(
            [](lane b) { return b.template in_range<'[', ']'>() | b.template in_range<'?', '?'>(); });
        found.has_wide = anywhere([](lane b) { return b; });
        return found;
    }

    /// The bytes that equal one ASCII character.
    template <char character>
    [[nodiscard]] bitset64 find() const noexcept
    {
        constexpr auto byte = static_cast<unsigned char>(character);
        return where([](lane b) { return b.template in_range<byte, byte>(); });
    }

    /// The lead bytes of two- and three-byte characters under which some class has a member.
    [[nodiscard]] bitset64 find_leads_of_two() const noexcept
    {
        return where(
            [](lane b) { return b.template in_range<0xC2, 0xC4>() | b.template in_range<0xCE, 0xCF>(); });
    }
    [[nodiscard]] bitset64 find_leads_of_three() const noexcept
    {
        return where([](lane b) { return b.template in_range<0xE1, 0xE3>(); });
    }

private:
    static constexpr std::size_t lane_count = block_size / lane::width;

    template <std::size_t index>
    [[nodiscard]] lane at() const noexcept
    {
        return lane::load(bytes_ + index * lane::width);
    }

    // Folds over the lanes rather than loops: they unroll at any level of optimisation.
    template <typename predicate>
    [[nodiscard]] bitset64 where(predicate test) const noexcept
    {
        return [&]<std::size_t... index>(std::index_sequence<index...>)
        {
            return ((test(at<index>()).answers() << (index * lane::width)) | ...);
        }
        (std::make_index_sequence<lane_count>{});
    }

    template <typename predicate>
    [[nodiscard]] bool anywhere(predicate test) const noexcept
    {
        return [&]<std::size_t... index>(std::index_sequence<index...>)
        {
            return (test(at<index>()) | ...).answers() != 0;
        }
        (std::make_index_sequence<lane_count>{});
    }

    char const* bytes_;
};

using byte_block = basic_block<native_lane>;

} // namespace wayfinder::detail
