// Counts a prompt for the skill score, in one pass without a heap.
#pragma once

#include <wayfinder/detail/bits.hpp>
#include <wayfinder/skill/byte_sets.hpp>
#include <wayfinder/skill/counts.hpp>
#include <wayfinder/skill/word_hash.hpp>
#include <wayfinder/skill/word_kinds.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace wayfinder::skill {

/// Tells nobody of the words that it sees.
struct unheard {
    constexpr void operator()(std::uint32_t) const noexcept {}
};

/// Reads a text from its first byte to its last, 64 at a time; what happens between is found as bits. `hear`
/// is told of each counted word by its hash, which is how a lesson shares the pass.
template <class Hear = unheard, class Lane = wayfinder::detail::native_lane>
class reader {
public:
    explicit reader(std::string_view text, Hear hear = {}) noexcept : text_{text}, hear_{hear} {}

    [[nodiscard]] counts read() noexcept
    {
        look_for_options(0);
        std::size_t base = 0;
        for (; base + detail::block_size <= text_.size(); base += detail::block_size)
            read_block(base, text_.data() + base);
        std::array<char, detail::block_size> rest{}; // zeros end the last word
        if (base < text_.size()) std::memcpy(rest.data(), text_.data() + base, text_.size() - base);
        read_block(base, rest.data());
        end_sentence();
        if (stem_ != 0) stem_wide_ = counted_.wide_characters;
        counted_.stem_words += stem_wide_ / 2;
        return counted_;
    }

private:
    using bitset64 = wayfinder::detail::bitset64;

    static constexpr std::size_t long_word = 12;
    static constexpr std::uint64_t most_sampled = 1024;
    static constexpr std::size_t buckets = 1U << 13U;

    void read_block(std::size_t base, char const* bytes) noexcept
    {
        auto const sets = detail::sets_of<Lane>(bytes);
        bitset64 words = sets.letters | sets.digits;
        if (sets.wide != 0) words |= wide_words(bytes, sets.wide);
        if (stem_ != 0) counted_.stem_symbols += wayfinder::detail::count(sets.symbols);

        bitset64 const preceded = wayfinder::detail::after(words, inside_);
        bitset64 const ends = preceded & ~words;
        bitset64 const starts = words & ~preceded;
        bitset64 const word_follows = words >> 1 | bitset64{is_word(base + detail::block_size)} << 63;
        bitset64 const breaks = sets.lines | (sets.stops & ~word_follows);
        for (bitset64 events = ends | breaks | sets.openings; events != 0; events &= events - 1) {
            bitset64 const here = wayfinder::detail::lowest(events);
            std::size_t const at = wayfinder::detail::first_index(events);
            if ((ends & here) != 0) {
                bitset64 const earlier = starts & (here - 1);
                std::size_t const begin =
                    earlier != 0 ? wayfinder::detail::last_index(earlier) + base : open_;
                bitset64 const more = earlier != 0 ? here - (bitset64{1} << (begin - base)) : here - 1;
                bool const of_digits = (words & ~sets.digits & more) == 0 && (earlier != 0 || open_digits_);
                if (!of_digits) take_word(begin, base + at - begin);
            }
            if ((breaks & here) != 0) end_sentence();
            if (((sets.openings | sets.lines) & here) != 0 && stem_ != 0) {
                look_for_options(base + at + ((sets.lines & here) != 0 ? 1 : 0));
                if (stem_ == 0) counted_.stem_symbols -= wayfinder::detail::count(sets.symbols >> at);
            }
        }
        inside_ = wayfinder::detail::last(words);
        keep_open(base, starts, words & ~sets.digits);
    }

    /// Where the word that goes on behind the block began, and whether it has had digits only.
    void keep_open(std::size_t base, bitset64 starts, bitset64 not_digits) noexcept
    {
        if (!inside_) return;
        bool const here = starts != 0;
        std::size_t const index = here ? wayfinder::detail::last_index(starts) : 0;
        open_digits_ = (not_digits >> index) == 0 && (here || open_digits_);
        if (here) open_ = base + index;
    }

    /// Wide bytes but for those of general punctuation, U+2000 to U+203F: quotation marks, dashes, the
    /// ellipsis. Counts the characters of three bytes and more on the way.
    [[nodiscard]] bitset64 wide_words(char const* bytes, bitset64 wide) noexcept
    {
        bitset64 words = 0;
        for (std::size_t at = 0; at < detail::block_size; ++at) {
            auto const byte = static_cast<unsigned char>(bytes[at]);
            if ((wide >> at & 1) == 0) {
                punctuation_left_ = 0;
                continue;
            }
            bool const opens = byte == 0xE2 && at + 1 < detail::block_size && bytes[at + 1] == '\x80';
            if (opens) punctuation_left_ = 3;
            if (punctuation_left_ != 0) {
                --punctuation_left_;
                continue;
            }
            words |= bitset64{1} << at;
            counted_.wide_characters += byte >= 0xE0 ? 1U : 0U;
        }
        return words;
    }

    [[nodiscard]] bool is_word(std::size_t at) const noexcept
    {
        if (at >= text_.size()) return false;
        auto const byte = static_cast<unsigned char>(text_[at]);
        auto const lower = static_cast<unsigned char>(byte | 0x20U);
        return byte >= 0x80 || (lower >= 'a' && lower <= 'z') || (byte >= '0' && byte <= '9');
    }

    void take_word(std::size_t begin, std::size_t length) noexcept
    {
        std::uint32_t const hash = detail::hash_of(text_.data() + begin, length, text_.size() - begin);
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
        sentence_words_ += 1;
        counted_.stem_words += stem_;
        counted_.long_words += length >= long_word ? 1U : 0U;
        counted_.clause_words += (kinds & clause) != 0 ? stem_ : 0U;
    }

    /// A word is new when its bucket is empty: two words in one bucket are rare enough (linear counting).
    void sample(std::uint32_t hash) noexcept
    {
        if (counted_.sampled_words == most_sampled) return;
        ++counted_.sampled_words;
        auto& block = seen_[hash % buckets / 64];
        std::uint64_t const bit = std::uint64_t{1} << hash % 64;
        counted_.distinct_words += (block & bit) == 0 ? 1U : 0U;
        block |= bit;
    }

    void end_sentence() noexcept
    {
        opening_ = greeting;
        if (sentence_words_ == 0) return;
        counted_.stem_sentences += stem_;
        sentence_words_ = 0;
    }

    /// `A. `, `A) ` at the start of a line, or `(A)` anywhere, begin the options.
    void look_for_options(std::size_t at) noexcept
    {
        auto const ahead = text_.substr(at < text_.size() ? at : text_.size(), 3);
        if (ahead.size() < 3 || counted_.words == 0) return;
        bool const bracketed = ahead[0] == '(' && (ahead[1] | 0x20) == 'a' && ahead[2] == ')';
        bool const listed =
            (ahead[0] | 0x20) == 'a' && (ahead[1] == '.' || ahead[1] == ')') && ahead[2] == ' ';
        if (!bracketed && !listed) return;
        end_sentence();
        stem_ = 0;
        stem_wide_ = counted_.wide_characters;
    }

    std::string_view text_;
    [[no_unique_address]] Hear hear_;
    counts counted_;
    std::uint64_t stem_{1}; ///< 1 before the options, 0 behind their beginning
    std::uint64_t stem_wide_{};
    std::uint64_t sentence_words_{};
    std::size_t open_{};             ///< where the word began that the last block ended in
    bool open_digits_{};             ///< it has had digits only
    bool inside_{};                  ///< the last block ended in a word
    std::uint8_t opening_{greeting}; ///< the kind of word that is not counted next
    std::uint8_t punctuation_left_{};
    std::array<std::uint64_t, buckets / 64> seen_{};
};

/// The counts of a text. Never fails; invalid UTF-8 counts as wide characters do.
[[nodiscard]] inline counts count(std::string_view text) noexcept
{
    return reader<>{text}.read();
}

} // namespace wayfinder::skill
