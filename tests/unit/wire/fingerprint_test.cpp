#include "wire/fingerprint.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace wayfinder::wire {
namespace {

fingerprint of(std::string_view text)
{
    fingerprint_hasher hasher;
    hasher.update(text);
    return hasher.finish();
}

TEST(fingerprint, is_one_for_equal_bytes_however_they_come)
{
    std::string const text(1000, 'x');
    fingerprint_hasher hasher;
    for (std::size_t at = 0; at < text.size(); at += 37) hasher.update(std::string_view{text}.substr(at, 37));
    EXPECT_EQ(hasher.finish(), of(text));
    EXPECT_EQ(hasher.finish(), of("")) << "it begins anew";
}

TEST(fingerprint, of_what_came_in_so_far_lets_more_follow)
{
    fingerprint_hasher hasher;
    EXPECT_EQ(hasher.so_far(), of(""));
    hasher.update("abc");
    EXPECT_EQ(hasher.so_far(), of("abc"));
    hasher.update("def");
    EXPECT_EQ(hasher.so_far(), of("abcdef"));
    EXPECT_EQ(hasher.finish(), of("abcdef"));
}

TEST(fingerprint, is_another_for_other_bytes)
{
    std::set<fingerprint> seen;
    std::string text(200, '\0');
    for (std::size_t size = 0; size <= text.size(); ++size)
        seen.insert(of(std::string_view{text}.substr(0, size)));
    for (auto& byte : text) {
        byte = 1;
        seen.insert(of(text));
    }
    EXPECT_EQ(seen.size(), 2 * text.size() + 1);
}

/// A block whose difference, times the key, equals the difference of the fingerprint after it: with a
/// Poly1305 that is not enciphered, every fourth of these pairs collides.
TEST(fingerprint, of_texts_with_fingerprints_in_them_is_another_too)
{
    constexpr std::size_t block = 16;
    for (char letter = 'b'; letter < 'j'; ++letter) {
        for (std::size_t place = 0; place < block; ++place) {
            std::string inner(2 * block, letter);
            std::string before(block, letter);
            auto const whole = [&] {
                auto const name = of(inner);
                return before + std::string{name.begin(), name.end()};
            };
            auto const one = whole();
            ++inner[block + place];
            --before[place];
            EXPECT_NE(of(one), of(whole())) << letter << place;
        }
    }
}

} // namespace
} // namespace wayfinder::wire
