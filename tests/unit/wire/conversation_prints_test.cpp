#include "unit/wire/request_reading.hpp"
#include "wire/openai/conversation_prints.hpp"

#include <gtest/gtest.h>

#include <set>

namespace wayfinder::wire::openai {
namespace {

constexpr auto opening = R"({"role":"system","content":"S"},{"role":"user","content":"one"})";
constexpr auto answer = R"(,{"role":"assistant","content":"first"})";
constexpr auto more = R"(,{"role":"user","content":"two"})";

conversation_prints of(std::string const& messages, std::string const& model = "auto")
{
    reading const read{"{\"model\":\"" + model + "\",\"messages\":[" + messages + "]}"};
    EXPECT_FALSE(read.refused) << messages;
    return prints_of(read.reader.transcript());
}

TEST(conversation_prints, of_a_turn_lead_to_the_one_before)
{
    std::string const first = opening;
    std::string const second = first + answer + more;
    std::string const third = second + R"(,{"role":"assistant","content":"b"},{"role":"user","content":"3"})";
    EXPECT_FALSE(of(first).before);
    EXPECT_EQ(of(second).before, of(first).now);
    EXPECT_EQ(of(third, "cloud").before, of(second, "local").now) << "whatever the model";
    EXPECT_NE(of(third).before, of(first).now);
}

TEST(conversation_prints, go_through_a_tool_loop)
{
    std::string const asked = opening;
    auto const called =
        asked +
        R"(,{"role":"assistant","content":null,"tool_calls":[{"id":"t"}]},{"role":"tool","content":"7"})";
    auto const again =
        called + R"(,{"role":"assistant","tool_calls":[{"id":"u"}]},{"role":"tool","content":"8"})";
    EXPECT_EQ(of(called).before, of(asked).now);
    EXPECT_EQ(of(again).before, of(called).now);
}

TEST(conversation_prints, see_texts_and_not_how_they_are_sent)
{
    std::string const plain = R"({"role":"user","content":"one"})";
    EXPECT_EQ(
        of(R"({"content":[{"type":"text","text":"one","cache_control":{"type":"ephemeral"}}],"role":"user"})")
            .now,
        of(plain).now);
    EXPECT_EQ(of(plain + " , " + plain).now, of(plain + "," + plain).now);
}

TEST(conversation_prints, differ_where_a_word_or_a_speaker_does)
{
    std::set<fingerprint> seen;
    std::vector<std::string> const all{
        R"({"role":"user","content":"ab"})",
        R"({"role":"user","content":"a"},{"role":"user","content":"b"})",
        R"({"role":"user","content":["x",{"text":"a"},{"text":"b"}]})",
        R"({"role":"user","content":"a"},{"role":"assistant","content":"b"})",
        R"({"role":"user","content":"a"},{"role":"tool","content":"b"})",
        R"({"role":"user","content":"a"},{"role":"system","content":"b"})",
        R"({"role":"user","content":"a"},{"role":"user"},{"role":"user","content":"b"})",
        R"({"role":"user","content":""},{"role":"user","content":"ab"})",
        R"({"role":"user"},{"role":"user","content":"ab"})"};
    for (auto const& each : all) seen.insert(of(each).now);
    EXPECT_EQ(seen.size(), all.size());
}

TEST(conversation_prints, of_what_the_model_began_have_nothing_before)
{
    EXPECT_FALSE(of(R"({"role":"assistant","content":"hello"},{"role":"user","content":"a"})").before);
    EXPECT_FALSE(of("").before);
}

bool in_loop(std::string const& messages)
{
    reading const read{"{\"messages\":[" + messages + "]}"};
    return read.reader.transcript().in_tool_loop();
}

TEST(tool_loop, is_where_the_model_waits_for_its_tools)
{
    EXPECT_TRUE(in_loop(R"({"role":"user","content":"a"},{"role":"tool","content":"7"})"));
    EXPECT_TRUE(in_loop(R"({"role":"function","content":"7"})"));
    EXPECT_TRUE(in_loop(R"({"role":"assistant","tool_calls":[{"id":"t"}]})"));
    EXPECT_TRUE(in_loop(R"({"role":"assistant","function_call":{"name":"f"}})"));
    EXPECT_FALSE(in_loop(""));
    EXPECT_FALSE(in_loop(R"({"role":"user","content":"a"})"));
    EXPECT_FALSE(in_loop(R"({"role":"assistant","content":"a","tool_calls":[]})"));
    EXPECT_FALSE(in_loop(R"({"role":"assistant","content":"a","tool_calls":null,"function_call":null})"));
    EXPECT_FALSE(in_loop(R"({"role":"tool","content":"7"},{"role":"assistant","content":"so"})"));
    EXPECT_FALSE(in_loop(R"({"role":"tool","content":"7"},{"role":"user","content":"and?"})"));
    EXPECT_FALSE(in_loop(R"({"role":"tool","role":"user","content":"the last of two counts"})"));
}

} // namespace
} // namespace wayfinder::wire::openai
