// Counts a prompt for the skill score, in one pass without a heap.
#pragma once

#include <wayfinder/skill/byte_kinds.hpp>
#include <wayfinder/skill/counts.hpp>
#include <wayfinder/skill/word_kinds.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace wayfinder::skill {

/// Tells nobody of the words that it sees.
struct unheard {
    constexpr void operator()(std::uint32_t) const noexcept {}
};

/// Reads a text from its first byte to its last. `hear(hash)` is told of each counted word, which is how a
/// learned table shares the pass.
template <class Hear = unheard> class reader {
public:
    explicit reader(std::string_view text, Hear hear = {}) noexcept
        : at_{text.data()}, begin_{at_}, end_{at_ + text.size()}, hear_{hear}
    {}

    [[nodiscard]] counts read() noexcept
    {
        if (begin_ != end_) look_for_options(begin_);
        while (at_ != end_) {
            std::uint8_t const kind = kind_at(at_);
            if ((kind & detail::word_byte) != 0)
                read_word();
            else {
                if (kind != 0) read_mark(kind);
                ++at_;
            }
        }
        end_number();
        end_sentence();
        counted_.stem_words += stem_wide_ / 2;
        return counted_;
    }

private:
    static constexpr std::size_t long_word = 12;
    static constexpr std::uint64_t most_sampled = 2048;
    static constexpr std::size_t buckets = 1U << 14U;

    [[nodiscard]] static std::uint8_t kind_at(char const* p) noexcept
    {
        return detail::byte_kinds[static_cast<unsigned char>(*p)];
    }

    void read_word() noexcept
    {
        char const* const start = at_;
        std::uint32_t hash = detail::hash_start;
        std::uint8_t seen = 0;
        std::uint8_t kind = kind_at(at_);
        do {
            auto const byte = static_cast<unsigned char>(*at_);
            if ((kind & ~detail::letter) != 0) {
                if (is_punctuation()) break;
                if ((kind & detail::digit) != 0)
                    ++digits_;
                else
                    counted_.wide_characters += byte >= 0xE0 ? 1U : 0U;
            }
            if ((kind & detail::digit) == 0) end_number();
            hash = detail::hash_step(hash, detail::lower_case[byte]);
            seen |= kind;
            ++at_;
            if (at_ == end_) break;
            kind = kind_at(at_);
        } while ((kind & detail::word_byte) != 0);
        if (at_ == start) {
            at_ += 3; // the punctuation character
            return;
        }
        if ((seen & ~detail::digit) != 0) take_word(hash, static_cast<std::size_t>(at_ - start));
    }

    /// General punctuation, U+2000 to U+203F: quotation marks, dashes, the ellipsis.
    [[nodiscard]] bool is_punctuation() const noexcept
    {
        return end_ - at_ >= 3 && at_[0] == '\xE2' && at_[1] == '\x80';
    }

    void take_word(std::uint32_t hash, std::size_t length) noexcept
    {
        std::uint8_t const kinds = detail::words.kinds_of(hash);
        opening_ = static_cast<std::uint8_t>(opening_ & kinds);
        if (opening_ != 0) {
            opening_ = courtesy; // behind a greeting, lesser words carry on
            return;
        }
        if (counted_.words == 0) {
            counted_.opens_with_question_word = (kinds & interrogative) != 0;
            counted_.opens_with_composing_word = (kinds & composing) != 0;
        }
        hear_(hash);
        sample(hash);
        ++counted_.words;
        ++sentence_words_;
        counted_.stem_words += stem_;
        counted_.long_words += length >= long_word ? 1U : 0U;
        counted_.clause_words += (kinds & clause) != 0 ? stem_ : 0U;
    }

    /// A word is new when its bucket is empty: two words in one bucket are rare enough (linear counting).
    void sample(std::uint32_t hash) noexcept
    {
        if (counted_.sampled_words == most_sampled) return;
        ++counted_.sampled_words;
        std::uint32_t const bucket = (hash ^ hash >> 15U) % buckets;
        auto& block = seen_[bucket / 64];
        std::uint64_t const bit = std::uint64_t{1} << bucket % 64;
        counted_.distinct_words += (block & bit) == 0 ? 1U : 0U;
        block |= bit;
    }

    void read_mark(std::uint8_t kind) noexcept
    {
        bool const joins = digits_ != 0 && at_ + 1 != end_ && (kind_at(at_ + 1) & detail::digit) != 0 &&
                           (kind_at(at_ - 1) & detail::digit) != 0;
        if (joins && (kind & (detail::stop | detail::comma)) != 0) return;
        end_number();
        if ((kind & detail::symbol) != 0) counted_.stem_symbols += stem_;
        if ((kind & detail::stop) != 0 && is_space_behind()) end_sentence();
        if ((kind & detail::line_end) != 0) end_sentence();
        if ((kind & detail::option_mark) != 0) look_for_options(*at_ == '(' ? at_ : at_ + 1);
    }

    [[nodiscard]] bool is_space_behind() const noexcept
    {
        return at_ + 1 == end_ || (kind_at(at_ + 1) & detail::word_byte) == 0;
    }

    void end_number() noexcept
    {
        if (digits_ == 0) return;
        ++counted_.numbers;
        counted_.large_numbers += digits_ >= 4 ? 1U : 0U;
        digits_ = 0;
    }

    void end_sentence() noexcept
    {
        opening_ = greeting;
        if (sentence_words_ == 0) return;
        counted_.stem_sentences += stem_;
        sentence_words_ = 0;
    }

    /// `A. `, `A) ` at the start of a line, or `(A)` anywhere, begin the options.
    void look_for_options(char const* p) noexcept
    {
        if (stem_ == 0) return;
        bool const bracket = p != end_ && *p == '(';
        if (bracket) ++p;
        if (end_ - p < 3 || detail::lower_case[static_cast<unsigned char>(*p)] != 'a') return;
        bool const first = bracket ? p[1] == ')' : (p[1] == '.' || p[1] == ')') && p[2] == ' ';
        if (!first || counted_.words == 0) return;
        end_sentence();
        stem_ = 0;
        stem_wide_ = counted_.wide_characters;
    }

    char const* at_;
    char const* begin_;
    char const* end_;
    [[no_unique_address]] Hear hear_;
    counts counted_;
    std::uint64_t stem_{1}; ///< 1 before the options, 0 behind their beginning
    std::uint64_t stem_wide_{};
    std::uint64_t digits_{}; ///< of the number that is open
    std::uint64_t sentence_words_{};
    std::uint8_t opening_{greeting}; ///< the kind of word that is not counted next
    std::array<std::uint64_t, buckets / 64> seen_{};
};

/// The counts of a text. Never fails; invalid UTF-8 counts as wide characters do.
[[nodiscard]] inline counts count(std::string_view text) noexcept
{
    return reader<>{text}.read();
}

} // namespace wayfinder::skill
