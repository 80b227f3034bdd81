// Line structure: fences, headings, list items and table rows.
#pragma once

#include <wayfinder/detail/bits.hpp>
#include <wayfinder/detail/byte_block.hpp>
#include <wayfinder/detail/line_start.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace wayfinder::detail {

struct line_counts {
    std::uint64_t headings{};
    std::uint64_t max_heading_depth{};
    std::uint64_t list_items{};
    std::uint64_t code_blocks{};
    std::uint64_t table_rows{};
};

/// A line is classified at its first visible character and decided at its end, by its last visible one.
/// Nothing in between is examined, and lines that begin with a letter are skipped entirely.
class line_scanner {
public:
    void read_from(std::string_view text) noexcept { text_ = text; }

    /// Returns the positions where links count: outside fences and not on a line that opens or closes one.
    [[nodiscard, gnu::always_inline]] bitset64 advance(std::size_t base, byte_classes const& classes) noexcept
    {
        bitset64 const breaks = classes.line_breaks;
        bitset64 const blanks = classes.whitespace & ~breaks;
        bitset64 const visible = ~classes.whitespace;

        bitset64 const line_begins = after(breaks, at_line_begin_);
        bitset64 const nothing_visible = breaks | runs_from(after(breaks, nothing_visible_), blanks);
        bitset64 const content_begins = visible & after(nothing_visible, nothing_visible_);
        at_line_begin_ = last(breaks);
        nothing_visible_ = last(nothing_visible);

        bitset64 linkable = every_position;
        bitset64 rest = every_position;
        bitset64 const readable = content_begins & ~classes.letters;
        for (;;) {
            bool const line_open = current_.kind != line_kind::prose;
            bitset64 const stops = rest & (line_open ? breaks : readable);
            bitset64 const passed = rest & through_first(stops);
            rest &= ~passed;
            if (in_fence_ || current_.kind == line_kind::fence) linkable &= ~passed;
            if (line_open && (visible & passed) != 0) last_visible_ = base + last_index(visible & passed);
            if (stops == 0) return linkable;
            if (line_open)
                end_line();
            else
                begin_line(base + first_index(stops), (line_begins & lowest(stops)) == 0);
        }
    }

    /// Ends the text and its last line.
    [[nodiscard]] line_counts finish() noexcept
    {
        end_line();
        return counts_;
    }

private:
    void begin_line(std::size_t at, bool indented) noexcept
    {
        line_start const start = read_line_start(text_, at, indented);
        if (start.kind == line_kind::fence) {
            in_fence_ = !in_fence_;
            counts_.code_blocks += in_fence_;
        } else if (in_fence_ || start.kind == line_kind::prose) {
            return;
        }
        current_ = start;
        last_visible_ = at;
    }

    void end_line() noexcept
    {
        bool const goes_on = last_visible_ > current_.marker_end;
        switch (current_.kind) {
        case line_kind::heading:
            if (!goes_on) break;
            ++counts_.headings;
            counts_.max_heading_depth = std::max<std::uint64_t>(counts_.max_heading_depth, current_.depth);
            break;
        case line_kind::list_item:
            counts_.list_items += goes_on;
            break;
        case line_kind::table_row:
            counts_.table_rows += goes_on && text_[last_visible_] == '|';
            break;
        case line_kind::prose:
        case line_kind::fence:
            break;
        }
        current_.kind = line_kind::prose;
    }

    std::string_view text_;
    line_start current_;         ///< prose, unless the end of the line decides
    std::size_t last_visible_{}; ///< last byte of the last visible character, where needed
    bool at_line_begin_{true};   ///< the previous byte is part of a line break
    bool nothing_visible_{true}; ///< only whitespace on the current line so far
    bool in_fence_{false};
    line_counts counts_;
};

} // namespace wayfinder::detail
