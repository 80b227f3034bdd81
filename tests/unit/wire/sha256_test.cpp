#include "wire/sha256.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wayfinder::wire {
namespace {

std::string hex(sha256 const& digest)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (auto const byte : digest) {
        text.push_back(digits[byte >> 4U]);
        text.push_back(digits[byte & 15U]);
    }
    return text;
}

// Examples of FIPS 180-4, as NIST publishes them.
TEST(sha256, agrees_with_the_standard)
{
    sha256_hasher hasher;
    EXPECT_EQ(hex(hasher.finish()), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    hasher.update("abc");
    EXPECT_EQ(hex(hasher.finish()), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    for (int i = 0; i < 1000; ++i) hasher.update(std::string(1000, 'a'));
    EXPECT_EQ(hex(hasher.finish()), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

} // namespace
} // namespace wayfinder::wire
