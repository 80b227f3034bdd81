// The non-ASCII characters that matter: whitespace, line breaks, mathematics, and two disguised letters.
#pragma once

#include <wayfinder/detail/bits.hpp>
#include <wayfinder/detail/byte_block.hpp>
#include <wayfinder/detail/character_pages.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace wayfinder::detail {

/// Non-ASCII bytes to add to a block's classes.
struct wide_classes {
    bitset64 whitespace{};
    bitset64 line_breaks{};
    bitset64 tokens{};
};

/// Classifies a block's two- and three-byte characters. All bytes of a character get its class, including
/// those in the next block. A lead byte never occurs inside another character, so every match here is that
/// character even in malformed surroundings, and everything else stays ordinary.
class wide_scanner {
public:
    void read_from(std::string_view text) noexcept { text_ = text; }

    [[nodiscard, gnu::noinline]] wide_classes advance(std::size_t base, native_block const& block) noexcept
    {
        wide_classes classes = std::exchange(overhang_, {});
        for (bitset64 leads = find_leads_of_two(block); leads != 0; leads &= leads - 1)
            classify<2>(base, first_index(leads), classes);
        for (bitset64 leads = find_leads_of_three(block); leads != 0; leads &= leads - 1)
            classify<3>(base, first_index(leads), classes);
        return classes;
    }

    [[nodiscard]] std::uint64_t math_symbols() const noexcept { return math_symbols_; }

    /// Whether any character so far has a lower case that begins with an ASCII letter.
    [[nodiscard]] bool has_folding() const noexcept { return has_folding_; }

private:
    static void join(wide_classes& classes, wide_classes const& bytes, std::size_t index) noexcept
    {
        classes.whitespace |= bytes.whitespace << index;
        classes.line_breaks |= bytes.line_breaks << index;
        classes.tokens |= bytes.tokens << index;
    }

    [[nodiscard]] unsigned byte(std::size_t at) const noexcept
    {
        return at < text_.size() ? static_cast<unsigned char>(text_[at]) : 0U;
    }
    static constexpr bool continues(unsigned byte) noexcept { return (byte & 0xC0U) == 0x80U; }

    template <std::size_t size>
    void classify(std::size_t base, std::size_t index, wide_classes& classes) noexcept
    {
        unsigned const lead = byte(base + index);
        unsigned const second = byte(base + index + 1);
        unsigned const final = size == 2 ? second : byte(base + index + 2);
        unsigned const page_number = size == 2 ? lead & 0x1FU : (lead & 0x0FU) << 6 | (second & 0x3FU);
        character_page const& page = character_pages[page_number];
        bool const well_formed = continues(second) && continues(final);

        // Branch-free: in Greek text, a branch would be mispredicted on every third letter.
        math_symbols_ += std::uint64_t{well_formed} & page.math_symbols >> (final & 63);
        if (!contains(page.whitespace | page.disguised_letters, final) || !well_formed) return;

        // The Kelvin sign's lower case is one letter. That of the dotted capital I, the two-byte one, is a
        // letter and a combining mark that ends the token: only its first byte may be part of a token.
        constexpr bitset64 all = (bitset64{1} << size) - 1;
        constexpr bitset64 foldable = size == 2 ? 1 : all;
        // Bits of this character alone, first byte lowest.
        wide_classes const bytes{.whitespace = contains(page.whitespace, final) ? all : 0,
                                 .line_breaks = contains(page.line_breaks, final) ? all : 0,
                                 .tokens = contains(page.disguised_letters, final) ? foldable : 0};
        join(classes, bytes, index);
        if (std::size_t const inside = block_size - index; inside < size)
            overhang_ = {bytes.whitespace >> inside, bytes.line_breaks >> inside, bytes.tokens >> inside};
        has_folding_ |= bytes.tokens != 0;
    }

    std::string_view text_;
    wide_classes overhang_; ///< the part of a block's last character that is in the next block
    std::uint64_t math_symbols_{};
    bool has_folding_{};
};

} // namespace wayfinder::detail
