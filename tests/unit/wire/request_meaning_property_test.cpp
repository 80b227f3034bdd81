#include "unit/wire/random_json.hpp"
#include "unit/wire/request_reading.hpp"

#include <gtest/gtest.h>

namespace wayfinder::wire::openai {
namespace {

using testing::json_value;
using testing::random_source;

constexpr int rounds = 4000;

/// The meaning of a request that differs from others in one member only.
std::optional<fingerprint> meaning(json_value const& metadata, random_source& random)
{
    auto const member = R"("metadata":)" + testing::spelled(metadata, random);
    auto const messages = R"("messages":[{"role":"user","content":"x"}])";
    bool const first = random() % 2 == 0;
    reading sound{"{" + (first ? member + "," + messages : messages + ("," + member)) + "}"};
    EXPECT_FALSE(sound.refused) << sound.body;
    auto const hash = sound.reader.request_fingerprint(false);
    EXPECT_TRUE(hash) << sound.body;
    return hash;
}

json_value random_metadata(random_source& random)
{
    auto value = testing::random_value(random, 4);
    // Null is equivalent to an absent member.
    while (value.what == json_value::kind::null) value = testing::random_value(random, 4);
    return value;
}

TEST(request_meaning_property, every_spelling_of_a_value_has_one_hash)
{
    random_source random{7};
    for (int i = 0; i < rounds; ++i) {
        auto const value = random_metadata(random);
        EXPECT_EQ(meaning(value, random), meaning(value, random)) << testing::spelled(value, random);
    }
}

TEST(request_meaning_property, one_change_makes_another_hash)
{
    random_source random{8};
    for (int i = 0; i < rounds; ++i) {
        auto const value = random_metadata(random);
        auto const other = testing::changed(value, random);
        ASSERT_FALSE(value == other) << testing::spelled(value, random);
        EXPECT_NE(meaning(value, random), meaning(other, random)) << testing::spelled(value, random) << "\n"
                                                                  << testing::spelled(other, random);
    }
}

} // namespace
} // namespace wayfinder::wire::openai
