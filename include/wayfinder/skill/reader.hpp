// Counts a prompt for the skill score, in one pass without heap allocation.
#pragma once

#include <wayfinder/detail/bits.hpp>
#include <wayfinder/skill/byte_sets.hpp>
#include <wayfinder/skill/counts.hpp>
#include <wayfinder/skill/word_hash.hpp>
#include <wayfinder/skill/word_kinds.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace wayfinder::skill {

/// Ignores the words that are found.
struct ignore_words {
    constexpr void operator()(std::uint32_t) const noexcept {}
};

/// Reads a text from start to end, 64 bytes at a time, using bit operations. `on_word` receives the hash of
/// each counted word, so that learned weights can use the same pass.
template <class OnWord = ignore_words, class Classifier = detail::classifier>
class reader {
public:
    explicit reader(std::string_view text, OnWord on_word = {}) noexcept : text_{text}, on_word_{on_word} {}

    [[nodiscard]] counts read() noexcept
    {
        std::size_t base = 0;
        for (; base + detail::block_size <= text_.size(); base += detail::block_size)
            read_block(base, text_.data() + base);
        std::array<char, detail::block_size> rest{}; // zeros end the last word
        if (base < text_.size()) std::memcpy(rest.data(), text_.data() + base, text_.size() - base);
        read_block(base, rest.data());
        if (!counted_.has_options) end_stem();
        counted_.sampled_words = std::min(counted_.words, most_sampled);
        return counted_;
    }

private:
    using bitset64 = wayfinder::detail::bitset64;

    static constexpr std::size_t long_word = 12;
    static constexpr std::uint64_t opening_words = 8;
    static constexpr std::uint64_t most_sampled = 1024;
    static constexpr std::size_t buckets = 1U << 13U;

    void read_block(std::size_t base, char const* bytes) noexcept
    {
        auto const sets = Classifier::sets(bytes);
        bitset64 words = sets.letters | sets.digits;
        if ((sets.wide | marks_left_) != 0) words |= wide_words(base, bytes, sets.wide);
        bool const word_behind = sets.stops >> 63 != 0 && is_word(base + detail::block_size);
        bitset64 const breaks = sets.lines | (sets.stops & ~(words >> 1 | bitset64{word_behind} << 63));
        counted_.commas += wayfinder::detail::count(sets.commas);
        if (!counted_.has_options) {
            bitset64 const stem = find_stem(base, sets, words);
            counted_.stem_bytes += wayfinder::detail::count(words & stem);
            counted_.stem_symbols += wayfinder::detail::count(sets.symbols & stem);
            if (counted_.has_options) { // words do not extend across the start of the options
                take_words(base, words & stem, sets.digits, breaks & stem);
                end_stem();
                take_words(base, words & ~stem, sets.digits, breaks & ~stem);
                return;
            }
        }
        take_words(base, words, sets.digits, breaks);
    }

    /// Processes every word and number that ends in the block. `breaks` are positions that end a sentence.
    void take_words(std::size_t base, bitset64 words, bitset64 digits, bitset64 breaks) noexcept
    {
        using wayfinder::detail::first_index;
        bitset64 const preceded = wayfinder::detail::after(words, inside_);
        bitset64 const wholly_digits = wayfinder::detail::runs_from(digits & ~preceded, digits);
        bitset64 const numbers = wholly_digits << 1 & ~words;
        // A break's carry propagates through the gap around it to the next word.
        bitset64 const carried = ~words + breaks;
        bitset64 ends = preceded & ~words;
        bitset64 starts = words & ~preceded;
        bitset64 const sentences = starts & carried;
        if (inside_) {
            open_digits_ = open_digits_ && (words & ~digits & before_first(ends)) == 0;
            if (ends != 0) take(open_, base + first_index(ends) - open_, open_digits_);
            ends &= ends - 1;
        }
        for (; ends != 0; ends &= ends - 1, starts &= starts - 1) {
            std::size_t const begin = first_index(starts);
            std::size_t const end = first_index(ends);
            if ((sentences >> begin & 1) != 0) opening_ = greeting;
            take(base + begin, end - begin, (numbers >> end & 1) != 0);
        }
        add_up_kinds();
        inside_ = wayfinder::detail::last(words);
        if (((sentences & starts) != 0) || carried < breaks) opening_ = greeting;
        if (starts == 0) return;
        open_ = base + first_index(starts);
        open_digits_ = wayfinder::detail::last(wholly_digits);
    }

    /// The positions before the first member; all positions if there are none.
    [[nodiscard]] static bitset64 before_first(bitset64 members) noexcept { return (members - 1) & ~members; }

    /// Wide bytes except those of general punctuation, U+2000 to U+203F: quotation marks, dashes, the
    /// ellipsis. Also counts the characters of other scripts.
    [[nodiscard]] bitset64 wide_words(std::size_t base, char const* bytes, bitset64 wide) noexcept
    {
        auto const sets = Classifier::wide(bytes);
        std::size_t const behind = base + detail::block_size;
        bool const goes_on = behind < text_.size() && text_[behind] == '\x80';
        bitset64 const marks = sets.marks & (sets.punctuation >> 1 | bitset64{goes_on} << 63);
        bitset64 const punctuation = marks | marks << 1 | marks << 2 | marks_left_;
        marks_left_ = marks >> 63 | marks >> 62;
        counted_.script_characters += wayfinder::detail::count(sets.scripts & ~punctuation);
        return wide & ~punctuation;
    }

    [[nodiscard]] bool is_word(std::size_t at) const noexcept
    {
        if (at >= text_.size()) return false;
        auto const byte = static_cast<unsigned char>(text_[at]);
        auto const lower = static_cast<unsigned char>(byte | 0x20U);
        return byte >= 0x80 || (lower >= 'a' && lower <= 'z') || is_digit(text_[at]);
    }

    [[nodiscard]] static bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

    void take(std::size_t begin, std::size_t length, bool of_digits) noexcept
    {
        if (of_digits)
            take_number(begin, length);
        else
            take_word(begin, length);
    }

    /// Digits after a comma or point that follows digits belong to the same number, or to the same word as
    /// those digits: `x1,000` contains no number.
    void take_number(std::size_t begin, std::size_t length) noexcept
    {
        bool const goes_on =
            begin >= 2 && (text_[begin - 1] == ',' || text_[begin - 1] == '.') && is_digit(text_[begin - 2]);
        if (goes_on && digits_ == 0) return;
        std::size_t const before = goes_on ? digits_ : 0;
        digits_ = before + length;
        counted_.numbers += goes_on ? 0U : 1U;
        counted_.long_numbers += before < 4 && digits_ >= 4 ? 1U : 0U;
    }

    void take_word(std::size_t begin, std::size_t length) noexcept
    {
        digits_ = 0;
        std::uint32_t const hash = detail::hash_of(text_.data() + begin, length, text_.size() - begin);
        std::uint32_t const kinds = detail::words.kinds_of(hash);
        if (opening_ != 0 && is_courtesy(kinds)) return skip(begin + length, length);
        if (counted_.words < opening_words) open_with(kinds);
        on_word_(hash);
        if (counted_.words < most_sampled) sample(hash);
        ++counted_.words;
        bool const is_long = length >= long_word && static_cast<unsigned char>(text_[begin]) < 0x80;
        kinds_ += spread(kinds) + (std::uint64_t{is_long} << 56U);
    }

    /// Spreads bit n of seven to the lowest bit of byte n, so that one addition counts many kinds. The
    /// highest byte counts long words.
    [[nodiscard]] static std::uint64_t spread(std::uint32_t kinds) noexcept
    {
        return (kinds & 0x7FU) * std::uint64_t{0x0000'0408'1020'4081} & 0x0001'0101'0101'0101;
    }

    /// A block has at most 32 words, so no byte overflows.
    void add_up_kinds() noexcept
    {
        auto const number_of = [&](std::uint32_t kind) {
            return kinds_ >> 8 * wayfinder::detail::first_index(kind) & 0xFFU;
        };
        counted_.long_words += kinds_ >> 56U;
        counted_.quantity_words += number_of(quantity);
        clause_words_ += number_of(clause);
        technical_words_ += number_of(technical);
        kinds_ = 0;
    }

    void end_stem() noexcept
    {
        counted_.stem_bytes -= courteous_bytes_;
        counted_.stem_clause_words = clause_words_;
        counted_.stem_technical_words = technical_words_;
    }

    /// Whether the word continues a courtesy, which a greeting starts.
    [[nodiscard]] bool is_courtesy(std::uint32_t kinds) noexcept
    {
        opening_ = (opening_ & kinds) != 0 ? std::uint32_t{courtesy} : 0U;
        return opening_ != 0;
    }

    /// Excludes the bytes of a courtesy word, and a comma after it.
    void skip(std::size_t end, std::size_t length) noexcept
    {
        courteous_bytes_ += length;
        counted_.commas -= end < text_.size() && text_[end] == ',' ? 1U : 0U;
    }

    void open_with(std::uint32_t kinds) noexcept
    {
        if ((kinds & composing) != 0) counted_.opens_with_composing_word = true;
        if (counted_.words != 0) return;
        counted_.opens_with_question_word = (kinds & interrogative) != 0;
        counted_.opens_with_look_up_word = (kinds & look_up) != 0;
    }

    /// A word is new if its bucket is empty: collisions are rare enough (linear counting).
    void sample(std::uint32_t hash) noexcept
    {
        auto& block = seen_[hash % buckets / 64];
        std::uint64_t const bit = std::uint64_t{1} << hash % 64;
        counted_.distinct_words += (block & bit) == 0 ? 1U : 0U;
        block |= bit;
    }

    /// The part of the block before the options, which start at the first `A. ` or `A) ` at the start of a
    /// line, or `(A)` anywhere, that follows at least one word.
    [[nodiscard]] bitset64 find_stem(std::size_t base, detail::byte_sets const& sets, bitset64 words) noexcept
    {
        for (bitset64 places = sets.openings | sets.lines; places != 0; places &= places - 1) {
            bitset64 const before = before_first(places);
            bool const line = (sets.lines & (before + 1)) != 0;
            std::size_t const at = base + wayfinder::detail::first_index(places) + (line ? 1 : 0);
            if (!are_options(at) || !(any_ || (words & before) != 0)) continue;
            counted_.has_options = true;
            return before;
        }
        any_ = any_ || words != 0;
        return ~bitset64{0};
    }

    [[nodiscard]] bool are_options(std::size_t at) const noexcept
    {
        if (at + 3 > text_.size()) return false;
        char const* const ahead = text_.data() + at;
        if (ahead[0] == '(') return (ahead[1] | 0x20) == 'a' && ahead[2] == ')';
        return (ahead[0] | 0x20) == 'a' && (ahead[1] == '.' || ahead[1] == ')') && ahead[2] == ' ';
    }

    std::string_view text_;
    [[no_unique_address]] OnWord on_word_;
    counts counted_;
    std::uint64_t courteous_bytes_{};
    std::uint64_t clause_words_{};
    std::uint64_t technical_words_{};
    std::uint64_t kinds_{};           ///< of the words of this block, one byte per kind
    std::size_t open_{};              ///< start of the word that the last block ended in
    bool inside_{};                   ///< the last block ended inside a word
    bool open_digits_{};              ///< that word consists of digits so far
    bool any_{};                      ///< there has been a word or number
    std::uint32_t opening_{greeting}; ///< the kinds of word to skip next
    bitset64 marks_left_{};           ///< bytes of the next block that belong to punctuation of this one
    std::size_t digits_{};            ///< digits of the current number; 0 after a word
    std::array<std::uint64_t, buckets / 64> seen_{};
};

/// The counts of a text. Never fails; invalid UTF-8 is counted like wide characters.
[[nodiscard]] inline counts count(std::string_view text) noexcept
{
    return reader<>{text}.read();
}

} // namespace wayfinder::skill
