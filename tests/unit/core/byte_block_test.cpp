// Both kinds of lanes against a look at each byte, so that the portable one is tested on every machine.
#include <wayfinder/detail/byte_block.hpp>
#include <wayfinder/text.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <random>
#include <string_view>

namespace wayfinder::detail {
namespace {

template <typename lane>
class lanes : public testing::Test {};

#if defined(__SSE2__)
using lane_kinds = testing::Types<word_lane, vector_lane>;
#else
using lane_kinds = testing::Types<word_lane>;
#endif
TYPED_TEST_SUITE(lanes, lane_kinds);

using bytes = std::array<char, block_size>;

template <typename predicate>
bitset64 one_by_one(bytes const& block, predicate test)
{
    bitset64 found = 0;
    for (std::size_t at = 0; at < block_size; ++at)
        if (test(static_cast<unsigned char>(block[at]))) found |= bitset64{1} << at;
    return found;
}

template <typename lane>
void expect_classes(bytes const& block)
{
    basic_block<lane> const view{block.data()};
    auto const found = view.classify();
    auto const is_letter = [](unsigned c) { return (c | 0x20U) >= 'a' && (c | 0x20U) <= 'z' && c < 0x80; };
    auto const is_glue = [](unsigned c) { return c == '\'' || c == '-'; };
    EXPECT_EQ(found.whitespace, one_by_one(block, [](unsigned c) { return c < 0x80 && is_whitespace(c); }));
    EXPECT_EQ(found.line_breaks, one_by_one(block, [](unsigned c) { return c < 0x80 && is_line_break(c); }));
    EXPECT_EQ(found.letters, one_by_one(block, is_letter));
    EXPECT_EQ(found.glue, one_by_one(block, is_glue));
    EXPECT_EQ(found.tokens, found.letters | found.glue);
    EXPECT_EQ(found.has_marks,
              one_by_one(block, [](unsigned c) { return c == '?' || (c >= '[' && c <= ']'); }) != 0);
    EXPECT_EQ(found.has_wide, one_by_one(block, [](unsigned c) { return c >= 0x80; }) != 0);
    EXPECT_EQ(view.template find<'?'>(), one_by_one(block, [](unsigned c) { return c == '?'; }));
    EXPECT_EQ(view.template find<')'>(), one_by_one(block, [](unsigned c) { return c == ')'; }));
    EXPECT_EQ(view.find_leads_of_two(), one_by_one(block, [](unsigned c) {
                  return (c >= 0xC2 && c <= 0xC4) || c == 0xCE || c == 0xCF;
              }));
    EXPECT_EQ(view.find_leads_of_three(),
              one_by_one(block, [](unsigned c) { return c >= 0xE1 && c <= 0xE3; }));
}

TYPED_TEST(lanes, sort_every_byte_at_every_position)
{
    for (unsigned value = 0; value < 256; ++value)
        for (std::size_t at = 0; at < block_size && !this->HasFailure(); ++at) {
            bytes block;
            block.fill('.');
            block[at] = static_cast<char>(value);
            expect_classes<TypeParam>(block);
        }
}

TYPED_TEST(lanes, sort_random_blocks)
{
    std::mt19937_64 random(11);
    for (int round = 0; round < 2000 && !this->HasFailure(); ++round) {
        bytes block;
        for (char& byte : block) byte = static_cast<char>(random() % (round % 2 == 0 ? 256 : 128));
        expect_classes<TypeParam>(block);
    }
}

TEST(bits, runs_from_follows_marked_runs_to_their_end)
{
    EXPECT_EQ(runs_from(0b0000'0001, 0b0110'0111), 0b0000'0111U);
    EXPECT_EQ(runs_from(0b0010'0001, 0b0110'0111), 0b0110'0111U);
    EXPECT_EQ(runs_from(0, 0b0110'0111), 0U);
    EXPECT_EQ(runs_from(0b1000, 0b0110'0111), 0U);
    EXPECT_EQ(runs_from(bitset64{1} << 60, bitset64{0xF} << 60), bitset64{0xF} << 60);
    EXPECT_EQ(runs_from(1, every_position), every_position);
}

TEST(bits, through_first_reaches_the_lowest_member)
{
    EXPECT_EQ(through_first(0b1010'0000), 0b0011'1111U);
    EXPECT_EQ(through_first(1), 1U);
    EXPECT_EQ(through_first(0), every_position);
}

TEST(bits, count_and_indices)
{
    EXPECT_EQ(count(0), 0U);
    EXPECT_EQ(count(every_position), 64U);
    EXPECT_EQ(count(0x8000'0000'0000'0101), 3U);
    EXPECT_EQ(first_index(0b1010'0000), 5U);
    EXPECT_EQ(last_index(0b1010'0000), 7U);
    EXPECT_EQ(last_index(every_position), 63U);
    EXPECT_EQ(after(0b101, true), 0b1011U);
}

} // namespace
} // namespace wayfinder::detail
