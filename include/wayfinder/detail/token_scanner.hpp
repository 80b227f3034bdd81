// Counts occurrences of the lexicon's terms. A token is a letter followed by any letters, apostrophes and
// hyphens.
#pragma once

#include <wayfinder/detail/bits.hpp>
#include <wayfinder/detail/byte_block.hpp>
#include <wayfinder/detail/folding.hpp>
#include <wayfinder/detail/term_table.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace wayfinder::detail {

/// Tokens are found as runs of bits. Most words do not begin like any term or are shorter than all of them,
/// and are discarded in bulk; each of the others is looked up once, at its end.
class token_scanner {
public:
    explicit token_scanner(term_table const& terms) noexcept : terms_{&terms} {}

    void read_from(std::string_view text) noexcept { text_ = text.data(); }

    /// `has_folding`: tokens may contain non-ASCII characters.
    [[gnu::always_inline]] void advance(std::size_t base, byte_classes const& classes, bool has_folding)
    {
        // Apostrophes and hyphens do not begin a token: those before its first letter are not part of it.
        bitset64 const opening = ~after(classes.tokens, last(inside_));
        bitset64 const inside = classes.tokens & ~runs_from(classes.glue & opening, classes.glue);
        bitset64 const preceded = after(inside, last(inside_));
        bitset64 const starts = inside & ~preceded;

        // A token that begins like no term is not a term. This filter does not handle disguised letters.
        bitset64 const before = has_folding ? inside_ : likely_;
        bitset64 const likely =
            has_folding ? inside
                        : runs_from((starts & classes.term_beginnings) | bitset64{last(before)}, inside);
        bitset64 ends = after(likely, last(before)) & ~inside;
        if (no_term_is_short_) ends &= preceding(inside, 2) & preceding(inside, 3) & preceding(inside, 4);
        char const* const block = text_ + base;
        char const* const open = text_ + open_begin_;
        for (; ends != 0; ends &= ends - 1) {
            bitset64 const earlier = starts & through_first(ends);
            char const* const begin = earlier != 0 ? block + last_index(earlier) : open;
            auto const length = static_cast<std::size_t>(block + first_index(ends) - begin);
            if (has_folding)
                look_up_folded({begin, length});
            else if (std::uint64_t const key = folded_key(begin, length); terms_->expects(key))
                look_up({begin, length}, key);
        }
        if (starts != 0) open_begin_ = base + last_index(starts);
        inside_ = inside;
        likely_ = likely;
    }

    [[nodiscard]] std::uint64_t reasoning_terms() const noexcept { return reasoning_terms_; }
    [[nodiscard]] std::uint64_t constraint_terms() const noexcept { return constraint_terms_; }

private:
    /// Positions that have a token byte this many positions before them.
    [[nodiscard]] bitset64 preceding(bitset64 inside, unsigned distance) const noexcept
    {
        return inside << distance | inside_ >> (block_size - distance);
    }

    [[gnu::noinline, gnu::cold]] void look_up(std::string_view token, std::uint64_t key) noexcept
    {
        term_sets const found = terms_->find(token, key);
        reasoning_terms_ += found.reasoning;
        constraint_terms_ += found.constraint;
    }

    [[gnu::noinline, gnu::cold]] void look_up_folded(std::string_view token)
    {
        folded_.clear();
        fold_wide(token, terms_->longest() + 1, folded_);
        look_up(folded_, folded_key(folded_.data(), folded_.size()));
    }

    char const* text_{};
    term_table const* terms_;
    bool no_term_is_short_{terms_->shortest() >= 4};
    bitset64 inside_{};        ///< token bytes of the previous block
    bitset64 likely_{};        ///< token bytes of tokens whose beginning may be that of a term
    std::size_t open_begin_{}; ///< start of the last token
    std::uint64_t reasoning_terms_{};
    std::uint64_t constraint_terms_{};
    std::string folded_; ///< reused between tokens
};

} // namespace wayfinder::detail
