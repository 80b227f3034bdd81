// The one-pass scan compared with the slow one, on random text of everything that is significant.
#include "reference_extractor.hpp"

#include <wayfinder/features.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <string_view>

namespace wayfinder::test {
namespace {

using namespace std::string_view_literals;

/// Markup, blanks of every length, terms, disguised letters, and pieces of UTF-8 whole and broken.
// clang-format off
constexpr std::array fragments{
    " "sv, " "sv, " "sv, "  "sv, "\t"sv, "\n"sv, "\n"sv, "\n"sv, "\n\n"sv, "\r\n"sv, "\r"sv, "\v"sv, "\f"sv,
    "\x1C"sv, "\x1D"sv, "\x1E"sv, "\x1F"sv, "\0"sv, "\x7F"sv, "#"sv, "# "sv, "## x"sv, "######"sv,
    "#######"sv, "- "sv, "-"sv, "* "sv, "+ "sv, "1. "sv, "12) "sv, "1"sv, "."sv, ")"sv, "|"sv, "| a |"sv,
    "|\n"sv, "`"sv, "```"sv, "\n```"sv, "~~~"sv, "\n~~~ "sv, "---"sv, "---\n"sv, "...\n"sv, "["sv, "]"sv,
    "]("sv, "[a](b)"sv, "[a]("sv, "[]("sv, "("sv, "![x](y z)"sv, "?"sv, "\\"sv, "\\frac"sv, "\\n"sv,
    "prove"sv, "PROVE"sv, "proofs"sv, "undecidable"sv, "undecidability"sv, "combinatorial"sv, "mus"sv,
    "must"sv, "only"sv, "with"sv, "without"sv, "constraints"sv, "'"sv, "it's"sv, "must-have"sv, "-prime"sv,
    "prime-"sv, "a"sv, "word"sv, "\xE2\x84\xAA"sv, "deadloc\xE2\x84\xAA"sv, "\xC4\xB0"sv, "pr\xC4\xB0me"sv,
    "subject\xC4\xB0"sv, "\xC4\xB1"sv, "\xC2\x85"sv, "\xC2\xA0"sv, "\xE1\x9A\x80"sv, "\xE2\x80\x80"sv,
    "\xE2\x80\x8A"sv, "\xE2\x80\x8B"sv, "\xE2\x80\xA8"sv, "\xE2\x80\xA9"sv, "\xE2\x80\xAF"sv,
    "\xE2\x81\x9F"sv, "\xE3\x80\x80"sv, "\xEF\xBB\xBF"sv, "\xE2\x88\x91"sv, "\xE2\x89\xA4"sv,
    "\xE2\x8A\x86"sv, "\xC2\xB1"sv, "\xC2\xB5"sv, "\xC3\x97"sv, "\xC3\xA9"sv, "\xCE\xA3"sv, "\xCE\xBB"sv,
    "\xCF\x80"sv, "\xCF\x82"sv, "\xE4\xBD\xA0"sv, "\xF0\x9F\x98\x80"sv, "\xD9\xA3"sv, "\xD9\xA3. x"sv,
    "\xF0\x9D\x9F\x99) "sv, "\xC2\xB2. "sv, "\xED\xA0\x80"sv, "\xED\xBF\xBF"sv, "\xC0\xA0"sv,
    "\xE0\x80\xA0"sv, "\xF0\x82\x84\xAA"sv, "\xF4\x90\x80\x80"sv, "\xC2"sv, "\xE2"sv, "\xE2\x80"sv,
    "\xE2\x84"sv, "\xF0\x9F"sv, "\x80"sv, "\xA0"sv, "\xFF"sv
};
// clang-format on

class soup {
public:
    explicit soup(std::uint64_t seed) : random_{seed} {}

    /// A few kinds of fragments per text make long runs and complex interactions likelier than all of them
    /// would.
    std::string text(std::size_t size)
    {
        std::size_t const kinds = 1 + below(below(4) == 0 ? fragments.size() : 12);
        std::array<std::string_view, fragments.size()> chosen;
        for (std::size_t index = 0; index < kinds; ++index)
            chosen[index] = fragments[below(fragments.size())];
        std::string made(below(70), below(2) == 0 ? ' ' : 'x'); // shifts everything relative to the blocks
        if (below(8) == 0) made = below(2) == 0 ? "---\n" : " ---\t\r\n";
        while (made.size() < size) {
            made += chosen[below(kinds)];
            if (below(40) == 0) made += static_cast<char>(below(256));
            if (below(60) == 0) made.append(below(130), made.back());
        }
        return made;
    }

    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }

private:
    std::mt19937_64 random_;
};

std::uint64_t chosen_seed()
{
    char const* const given = std::getenv("WAYFINDER_TEST_SEED");
    std::uint64_t const seed = given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
    std::cout << "WAYFINDER_TEST_SEED=" << seed << '\n';
    return seed;
}

std::string escaped(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string made;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x7F)
            made += c;
        else
            ((made += "\\x") += digits[byte >> 4]) += digits[byte & 15];
    }
    return made;
}

void expect_agreement(std::string const& text, lexicon const& terms)
{
    auto const expected = reference_features(text, terms);
    detail::feature_scanner by_any_processor{terms.table(), false};
    EXPECT_EQ(by_any_processor.finish(detail::without_front_matter(text)), expected) << escaped(text);
    auto const counted = extract_features(text, terms);
    if (counted == expected) return;
    for (feature const each : all_features) EXPECT_EQ(counted[each], expected[each]) << name(each);
    FAIL() << "text: " << escaped(text);
}

TEST(differential, agrees_on_random_soup)
{
    auto const seed = chosen_seed();
    SCOPED_TRACE("repeat with WAYFINDER_TEST_SEED=" + std::to_string(seed));
    soup random(seed);

    lexicon custom;
    custom.set_reasoning_terms({"a", "it's", "x-ray", "must", "kk"});
    custom.set_constraint_terms(
        {"must", "word", "prime-",
         "an-exceedingly-long-term-that-spans-more-than-one-whole-block-of-the-scan"});
    lexicon const built_in;
    for (int round = 0; round < 8000 && !HasFailure(); ++round)
        expect_agreement(random.text(random.below(600)), round % 4 == 0 ? custom : built_in);
}

TEST(differential, agrees_on_what_follows_a_shared_beginning)
{
    auto const seed = chosen_seed();
    SCOPED_TRACE("repeat with WAYFINDER_TEST_SEED=" + std::to_string(seed));
    soup random(seed);
    lexicon const terms;
    for (int round = 0; round < 2000 && !HasFailure(); ++round) {
        auto const beginning = random.text(random.below(200));
        shared_beginning scanned{beginning, terms};
        for (int turn = 0; turn < 4 && !HasFailure(); ++turn) {
            auto const rest = random.text(random.below(200));
            auto const whole = beginning + '\n' + rest;
            auto const expected = reference_features(whole, terms);
            EXPECT_EQ(scanned.extract(rest), expected) << escaped(beginning) << " + " << escaped(rest);
        }
    }
}

TEST(differential, agrees_on_bytes_without_any_sense)
{
    auto const seed = chosen_seed();
    SCOPED_TRACE("repeat with WAYFINDER_TEST_SEED=" + std::to_string(seed));
    soup random(seed);
    lexicon const terms;
    for (int round = 0; round < 2000 && !HasFailure(); ++round) {
        std::string text(random.below(300), '\0');
        for (char& c : text) c = static_cast<char>(random.below(256));
        expect_agreement(text, terms);
    }
}

TEST(differential, agrees_wherever_a_block_boundary_falls)
{
    lexicon const terms;
    for (auto const fragment : fragments)
        for (auto const follower : {""sv, " x"sv, "|"sv, "a"sv, "\n# h"sv, "](u)"sv})
            for (std::size_t offset = 56; offset <= 66; ++offset)
                for (auto const filler : {' ', 'a', '-', '\n', '['}) {
                    std::string text(offset, filler);
                    ((text += fragment) += follower) += fragment;
                    expect_agreement(text, terms);
                    if (HasFailure()) return;
                }
}

} // namespace
} // namespace wayfinder::test
