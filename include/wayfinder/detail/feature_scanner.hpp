// The scan itself: every feature of a text in one pass over its bytes, which may pause.
#pragma once

#include <wayfinder/detail/bits.hpp>
#include <wayfinder/detail/byte_block.hpp>
#include <wayfinder/detail/line_scanner.hpp>
#include <wayfinder/detail/link_scanner.hpp>
#include <wayfinder/detail/token_scanner.hpp>
#include <wayfinder/detail/wide_scanner.hpp>
#include <wayfinder/feature.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace wayfinder::detail {

/// Sorts the bytes of a text into classes, 64 at a time, and shows each block to one scanner per idea.
class feature_scanner {
public:
    explicit feature_scanner(term_table const& terms) noexcept : tokens_{terms} {}

    /// Goes on where it stopped, through the whole blocks that end at `end` or before. The text may be
    /// another one from call to call, and lie elsewhere, as long as what has been read is the same, and the
    /// line feed behind that.
    void read(std::string_view text, std::size_t end)
    {
        wide_.read_from(text);
        tokens_.read_from(text);
        lines_.read_from(text);
        links_.read_from(text);
        std::size_t base = base_;
        for (; end - base >= block_size; base += block_size) advance(base, byte_block{text.data() + base});
        base_ = base;
    }

    /// Reads the rest of the text, and answers for all of it.
    [[nodiscard]] features finish(std::string_view text)
    {
        read(text, text.size());
        // Spaces fill the last block, which may hold nothing else: they end what is open and begin nothing.
        std::array<char, block_size> remainder;
        remainder.fill(' ');
        std::copy(text.begin() + static_cast<std::ptrdiff_t>(base_), text.end(), remainder.begin());
        advance(base_, byte_block{remainder.data()});
        return result();
    }

private:
    void advance(std::size_t base, byte_block const& block)
    {
        byte_classes classes = block.classify();
        if (classes.has_wide) wide_.advance(base, block, classes);

        bitset64 const visible = ~classes.whitespace;
        words_ += count(visible & ~after(visible, in_word_));
        in_word_ = last(visible);

        tokens_.advance(base, classes, wide_.has_folding());
        bitset64 const linkable = lines_.advance(base, classes);
        if (classes.has_marks || after_backslash_ || !links_.idle())
            advance_marks(base, block, classes, linkable);
    }

    void advance_marks(std::size_t base, byte_block const& block, byte_classes const& classes,
                       bitset64 linkable)
    {
        questions_ += count(block.find<'?'>());

        bitset64 const backslashes = block.find<'\\'>();
        commands_ += count(after(backslashes, after_backslash_) & classes.letters);
        after_backslash_ = last(backslashes);

        bitset64 const open = block.find<'['>() & linkable;
        if (open != 0 || !links_.idle())
            links_.advance(base, {open, block.find<']'>(), block.find<')'>(), classes.line_breaks});
    }

    [[nodiscard]] features result() noexcept
    {
        line_counts const lines = lines_.finish();
        features counts;
        counts[feature::word_count] = words_;
        counts[feature::heading_count] = lines.headings;
        counts[feature::max_heading_depth] = lines.max_heading_depth;
        counts[feature::list_item_count] = lines.list_items;
        counts[feature::link_count] = links_.links();
        counts[feature::code_block_count] = lines.code_blocks;
        counts[feature::table_row_count] = lines.table_rows;
        counts[feature::reasoning_term_count] = tokens_.reasoning_terms();
        counts[feature::math_symbol_count] = wide_.math_symbols() + commands_;
        counts[feature::constraint_term_count] = tokens_.constraint_terms();
        counts[feature::question_count] = questions_;
        return counts;
    }

    std::size_t base_{}; ///< where the next block begins
    wide_scanner wide_;
    token_scanner tokens_;
    line_scanner lines_;
    link_scanner links_;
    bool in_word_{false};
    bool after_backslash_{false};
    std::uint64_t words_{};
    std::uint64_t questions_{};
    std::uint64_t commands_{}; ///< backslashes that a letter follows
};

} // namespace wayfinder::detail
