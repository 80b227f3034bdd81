// Inline links: `[label](target)`, both parts non-empty, all on one line.
#pragma once

#include <wayfinder/detail/bits.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace wayfinder::detail {

/// Only moves forward, so a line full of brackets costs no more than any other: a label ends at the first
/// `]`, a target at the first `)`, and text that turns out not to be a link is not rescanned.
class link_scanner {
public:
    void read_from(std::string_view text) noexcept { text_ = text; }

    /// Positions of the relevant characters in a block.
    struct brackets {
        bitset64 open;        ///< `[` where links count
        bitset64 close;       ///< `]`
        bitset64 close_round; ///< `)`
        bitset64 line_breaks;
    };

    void advance(std::size_t base, brackets const& found) noexcept
    {
        bitset64 rest = every_position;
        for (;;) {
            bitset64 const candidates = rest & awaited(found);
            if (candidates == 0) return;
            rest &= ~through_first(candidates);
            step(base + first_index(candidates), (lowest(candidates) & found.line_breaks) != 0);
        }
    }

    /// Whether no `[` is waiting for its counterpart; a block without `[` can then be skipped.
    [[nodiscard]] bool idle() const noexcept { return part_ == part::outside; }
    [[nodiscard]] std::uint64_t links() const noexcept { return links_; }

private:
    enum class part : unsigned char { outside, label, target };

    [[nodiscard]] bitset64 awaited(brackets const& found) const noexcept
    {
        if (part_ == part::outside) return found.open;
        return found.line_breaks | (part_ == part::label ? found.close : found.close_round);
    }

    void step(std::size_t at, bool line_ends) noexcept
    {
        if (part_ == part::outside) {
            part_ = part::label;
            opened_at_ = at;
            return;
        }
        bool const complete = !line_ends && at - opened_at_ >= 2; // non-empty between the brackets
        bool const has_target = at + 1 < text_.size() && text_[at + 1] == '(';
        if (complete && part_ == part::label && has_target) {
            part_ = part::target;
            opened_at_ = at + 1;
            return;
        }
        if (complete && part_ == part::target) ++links_;
        part_ = part::outside;
    }

    std::string_view text_;
    std::size_t opened_at_{}; ///< the bracket that opened the current part
    part part_{part::outside};
    std::uint64_t links_{};
};

} // namespace wayfinder::detail
