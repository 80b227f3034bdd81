// Every kind of block compared with a scan of each byte, so that the portable one is tested on every machine.
#include <wayfinder/detail/byte_block.hpp>
#include <wayfinder/text.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <random>
#include <string_view>
#include <type_traits>

namespace wayfinder::detail {
namespace {

template <typename block>
struct look {
    static byte_classes classes(char const* bytes) { return classify(block::load(bytes)); }
};

#if defined(WAYFINDER_AVX2)
template <>
struct look<avx2_block> {
    WAYFINDER_AVX2 static byte_classes classes(char const* bytes)
    {
        return classify(avx2_block::load(bytes));
    }
};
#endif

template <typename block>
class blocks : public testing::Test {
protected:
    void SetUp() override
    {
#if defined(WAYFINDER_AVX2)
        if (std::is_same_v<block, avx2_block> && !has_avx2) GTEST_SKIP() << "this processor has no AVX2";
#endif
    }
};

using block_kinds = testing::Types<block_of<word_lane>
#if defined(__SSE2__)
                                   ,
                                   block_of<vector_lane>
#endif
#if defined(WAYFINDER_AVX2)
                                   ,
                                   avx2_block
#endif
                                   >;
TYPED_TEST_SUITE(blocks, block_kinds);

using bytes = std::array<char, block_size>;

template <typename predicate>
bitset64 one_by_one(bytes const& block, predicate test)
{
    bitset64 found = 0;
    for (std::size_t at = 0; at < block_size; ++at)
        if (test(static_cast<unsigned char>(block[at]))) found |= bitset64{1} << at;
    return found;
}

template <typename block>
void expect_classes(bytes const& bytes_of)
{
    auto const found = look<block>::classes(bytes_of.data());
    auto const is_letter = [](unsigned c) { return (c | 0x20U) >= 'a' && (c | 0x20U) <= 'z' && c < 0x80; };
    auto const is_glue = [](unsigned c) { return c == '\'' || c == '-'; };
    auto const each = [&](auto test) { return one_by_one(bytes_of, test); };
    EXPECT_EQ(found.whitespace, each([](unsigned c) { return c < 0x80 && is_whitespace(c); }));
    EXPECT_EQ(found.line_breaks, each([](unsigned c) { return c < 0x80 && is_line_break(c); }));
    EXPECT_EQ(found.letters, each(is_letter));
    EXPECT_EQ(found.glue, each(is_glue));
    EXPECT_EQ(found.tokens, found.letters | found.glue);
    EXPECT_EQ(found.has_marks, each([](unsigned c) { return c == '?' || (c >= '[' && c <= ']'); }) != 0);
    EXPECT_EQ(found.has_wide, each([](unsigned c) { return c >= 0x80; }) != 0);
}

template <typename block>
void expect_finds(bytes const& bytes_of)
{
    auto const view = block::load(bytes_of.data());
    auto const each = [&](auto test) { return one_by_one(bytes_of, test); };
    EXPECT_EQ(find<'?'>(view), each([](unsigned c) { return c == '?'; }));
    EXPECT_EQ(find<')'>(view), each([](unsigned c) { return c == ')'; }));
    EXPECT_EQ(find_leads_of_two(view),
              each([](unsigned c) { return (c >= 0xC2 && c <= 0xC4) || c == 0xCE || c == 0xCF; }));
    EXPECT_EQ(find_leads_of_three(view), each([](unsigned c) { return c >= 0xE1 && c <= 0xE3; }));
}

TYPED_TEST(blocks, sort_every_byte_at_every_position)
{
    for (unsigned value = 0; value < 256; ++value)
        for (std::size_t at = 0; at < block_size && !this->HasFailure(); ++at) {
            bytes block;
            block.fill('.');
            block[at] = static_cast<char>(value);
            expect_classes<TypeParam>(block);
            expect_finds<block_of<word_lane>>(block);
            expect_finds<native_block>(block);
        }
}

TYPED_TEST(blocks, sort_random_blocks)
{
    std::mt19937_64 random(11);
    for (int round = 0; round < 2000 && !this->HasFailure(); ++round) {
        bytes block;
        for (char& byte : block) byte = static_cast<char>(random() % (round % 2 == 0 ? 256 : 128));
        expect_classes<TypeParam>(block);
        expect_finds<block_of<word_lane>>(block);
        expect_finds<native_block>(block);
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
