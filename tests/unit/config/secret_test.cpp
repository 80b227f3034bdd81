#include "config/values/secret.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <new>

namespace wayfinder::config {
namespace {

/// Too long for the text to be inside the object.
constexpr std::string_view key = "sk-0123456789-0123456789-0123456789";

TEST(secret, keeps_its_text)
{
    secret one{key};
    EXPECT_EQ(one.view(), key);
    auto const two = one;
    EXPECT_EQ(two, one);
    auto three = std::move(one);
    EXPECT_EQ(three.view(), key);
    three = secret{"other"};
    EXPECT_EQ(three.view(), "other");
    three.append("wise");
    EXPECT_EQ(three.view(), "otherwise");
    EXPECT_TRUE(secret{}.empty());
}

TEST(secret, is_wiped_where_it_was_moved_from)
{
    // A short one is inside the object, where it can be found.
    secret from{"sk-short"};
    secret const to{std::move(from)};
    std::string_view const bytes{reinterpret_cast<char const*>(&from), sizeof from};
    EXPECT_EQ(bytes.find("sk-short"), bytes.npos);
    EXPECT_EQ(to.view(), "sk-short");
}

TEST(secret, is_wiped_when_it_ends)
{
    alignas(secret) unsigned char place[sizeof(secret)]{};
    auto* const held = std::launder(new (place) secret{"sk-short"});
    std::string_view const bytes{reinterpret_cast<char const*>(place), sizeof place};
    ASSERT_NE(bytes.find("sk-short"), bytes.npos);
    std::destroy_at(held);
    EXPECT_EQ(bytes.find("sk-short"), bytes.npos);
}

TEST(secret, wipes_all_that_a_text_has_room_for)
{
    std::string text{key};
    text.resize(3); // the rest is still after it
    auto const* const where = text.data();
    wipe(text);
    EXPECT_TRUE(text.empty());
    EXPECT_EQ(std::string_view(where, key.size()).find("0123"), std::string_view::npos);
}

} // namespace
} // namespace wayfinder::config
