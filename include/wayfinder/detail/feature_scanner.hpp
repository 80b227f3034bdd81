// Computes every feature of a text in one resumable pass over its bytes.
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

/// Classifies the bytes of a text, 64 at a time, and passes each block to the scanners.
class feature_scanner {
public:
    /// `by_avx2`: the processor supports AVX2. The results are the same without it.
    explicit feature_scanner(term_table const& terms, bool by_avx2 = has_avx2) noexcept
        : beginnings_{&terms.beginnings()}, by_avx2_{by_avx2}, tokens_{terms}
    {}

    /// Continues where the last call stopped, in whole blocks, up to `end` or slightly before it. `text` may
    /// be a different string, at a different address, in each call, as long as the part already read and the
    /// line feed after it are the same.
    void read(std::string_view text, std::size_t end)
    {
        wide_.read_from(text);
        tokens_.read_from(text);
        lines_.read_from(text);
        links_.read_from(text);
        // Each block reads a few bytes past its end.
        constexpr std::size_t behind = term_beginnings::reach - 1;
        end = std::min(end, text.size() - std::min(text.size(), behind));
        read_blocks(text.data() + base_, end < base_ ? 0 : (end - base_) / block_size);
    }

    /// Reads the rest of the text and returns the features of all of it.
    [[nodiscard]] features finish(std::string_view text)
    {
        read(text, text.size());
        // Pad the last block, which may be empty, with spaces: they end whatever is open and begin nothing.
        std::array<char, 2 * block_size + term_beginnings::reach> remainder;
        remainder.fill(' ');
        std::copy(text.begin() + static_cast<std::ptrdiff_t>(base_), text.end(), remainder.begin());
        read_blocks(remainder.data(), (text.size() - base_) / block_size + 1);
        return result();
    }

private:
    void read_blocks(char const* bytes, std::size_t blocks)
    {
#if defined(WAYFINDER_AVX2)
        if (by_avx2_) return read_blocks_by_avx2(bytes, blocks);
#endif
        for (; blocks > 0; --blocks, bytes += block_size) advance(bytes, classify(native_block::load(bytes)));
    }

#if defined(WAYFINDER_AVX2)
    WAYFINDER_AVX2 void read_blocks_by_avx2(char const* bytes, std::size_t blocks)
    {
        for (; blocks > 0; --blocks, bytes += block_size) {
            auto classes = classify(avx2_block::load(bytes));
            classes.term_beginnings = find_beginnings(bytes, *beginnings_);
            advance(bytes, classes);
        }
    }
#endif

    [[gnu::always_inline]] void advance(char const* bytes, byte_classes classes)
    {
        auto const base = base_;
        if (classes.has_wide) {
            wide_classes const wide = wide_.advance(base, native_block::load(bytes));
            classes.whitespace |= wide.whitespace;
            classes.line_breaks |= wide.line_breaks;
            classes.tokens |= wide.tokens;
        }

        bitset64 const visible = ~classes.whitespace;
        words_ += count(visible & ~after(visible, in_word_));
        in_word_ = last(visible);

        tokens_.advance(base, classes, wide_.has_folding());
        bitset64 const linkable = lines_.advance(base, classes);
        if (classes.has_marks || after_backslash_ || !links_.idle())
            advance_marks(base, bytes, classes.letters, classes.line_breaks, linkable);
        base_ = base + block_size;
    }

    [[gnu::noinline]] void advance_marks(std::size_t base, char const* bytes, bitset64 letters,
                                         bitset64 line_breaks, bitset64 linkable)
    {
        auto const block = native_block::load(bytes);
        questions_ += count(find<'?'>(block));

        bitset64 const backslashes = find<'\\'>(block);
        commands_ += count(after(backslashes, after_backslash_) & letters);
        after_backslash_ = last(backslashes);

        bitset64 const open = find<'['>(block) & linkable;
        if (open != 0 || !links_.idle())
            links_.advance(base, {open, find<']'>(block), find<')'>(block), line_breaks});
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

    [[maybe_unused]] term_beginnings const* beginnings_;
    [[maybe_unused]] bool by_avx2_;
    std::size_t base_{}; ///< where the next block begins
    wide_scanner wide_;
    token_scanner tokens_;
    line_scanner lines_;
    link_scanner links_;
    bool in_word_{false};
    bool after_backslash_{false};
    std::uint64_t words_{};
    std::uint64_t questions_{};
    std::uint64_t commands_{}; ///< backslashes followed by a letter
};

} // namespace wayfinder::detail
