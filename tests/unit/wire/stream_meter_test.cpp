#include "wire/openai/stream_meter.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace wayfinder::wire::openai {
namespace {

std::string event(std::string_view data)
{
    return "data: " + std::string{data} + "\n\n";
}

std::string delta(std::string_view members, int index = 0)
{
    return event(R"({"id":"1","choices":[{"index":)" + std::to_string(index) + R"(,"delta":{)" +
                 std::string{members} + R"(},"finish_reason":null}],"usage":null})");
}

std::string finish(int index = 0)
{
    return event(R"({"choices":[{"index":)" + std::to_string(index) +
                 R"(,"delta":{},"finish_reason":"stop"}]})");
}

std::string const hello = delta(R"("content":"Hello, I am here to help.")");
std::string const usage = event(R"({"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":5}})");
std::string const done = event("[DONE]");

/// A stream, metered in pieces of one size.
struct metering {
    explicit metering(std::string_view stream, usage_chunk what = usage_chunk::withhold,
                      std::size_t size = 1000)
        : meter{reader, what}
    {
        for (std::size_t at = 0; at < stream.size(); at += size) add(stream.substr(at, size));
    }

    void add(std::string_view bytes)
    {
        std::string const piece{bytes}; // so that views into earlier pieces are stale
        keep(meter.feed(piece));
    }

    metering& end()
    {
        keep(meter.finish());
        return *this;
    }

    void keep(metered_bytes const& bytes)
    {
        EXPECT_TRUE(held.empty() || bytes.forward.empty());
        forwarded += bytes.forward;
        held += bytes.hold;
    }

    stream_chunk_reader reader;
    stream_meter meter;
    std::string forwarded;
    std::string held;
};

TEST(stream_meter, withholds_the_chunk_that_only_the_gateway_asked_for)
{
    for (std::size_t size = 1; size < 400; ++size) {
        metering stream{hello + finish() + usage + done, usage_chunk::withhold, size};
        EXPECT_EQ(stream.forwarded, hello + finish()) << size;
        EXPECT_EQ(stream.held, done) << size;
        EXPECT_EQ(stream.meter.usage().counts, (token_counts{9, 0, 5})) << size;
        EXPECT_EQ(stream.meter.usage().source, usage_source::reported) << size;
    }
}

TEST(stream_meter, withholds_it_with_its_line_ends)
{
    std::string const begin = "data: {\"choices\":[{\"delta\":{}}]}\r\n\r\n";
    std::string const extra = "data: {\"choices\":[],\"usage\":{}}\r\n\r\n";
    std::string const end = "data: [DONE]\r\n\r\n";
    for (std::size_t size = 1; size < 100; ++size) {
        metering stream{begin + extra + end, usage_chunk::withhold, size};
        EXPECT_EQ(stream.forwarded + stream.held, begin + end) << size;
        EXPECT_EQ(stream.held, end) << size;
    }
}

TEST(stream_meter, passes_every_event_to_whom_has_asked)
{
    metering stream{hello, usage_chunk::pass};
    stream.add(R"(data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":5}})");
    EXPECT_EQ(stream.held, "");
    stream.add("\n\ndata: [DO");
    stream.add("NE]\n\n: bye\n\n");
    EXPECT_EQ(stream.forwarded, hello + usage);
    EXPECT_EQ(stream.held, "data: [DONE]\n\n: bye\n\n");
    EXPECT_EQ(stream.meter.usage().counts, (token_counts{9, 0, 5}));
}

TEST(stream_meter, forwards_whole_events_only)
{
    for (auto const what : {usage_chunk::pass, usage_chunk::withhold}) {
        metering stream{hello + "data: {\"choices\"", what};
        EXPECT_EQ(stream.forwarded, hello);
        stream.add(":[{\"delta\":{}}]}\n\n: on");
        EXPECT_EQ(stream.forwarded, hello + "data: {\"choices\":[{\"delta\":{}}]}\n\n");
    }
}

TEST(stream_meter, copies_nothing_that_comes_whole)
{
    stream_chunk_reader reader;
    stream_meter meter{reader, usage_chunk::withhold};
    auto const stream = hello + hello + usage + done;
    auto const bytes = meter.feed(stream);
    EXPECT_EQ(bytes.forward.data(), stream.data());
    EXPECT_EQ(bytes.hold.data(), stream.data() + stream.size() - done.size());
}

TEST(stream_meter, withholds_no_other_chunk)
{
    for (auto const* data :
         {R"({"choices":[],"prompt_filter_results":[]})", R"({"choices":[],"usage":null})",
          R"({"choices":[{"delta":{}}],"usage":{"prompt_tokens":1,"completion_tokens":1}})",
          R"({"usage":{"prompt_tokens":1,"completion_tokens":1}})", R"({"choices":{},"usage":{}})",
          R"({"error":{"message":"x"},"choices":[],"usage":{}})", "", " "}) {
        metering const stream{event(data)};
        EXPECT_EQ(stream.forwarded, event(data));
    }
    metering const comment{": usage\n\nevent: x\n\n\n\n"};
    EXPECT_EQ(comment.forwarded, ": usage\n\nevent: x\n\n\n\n");
}

TEST(stream_meter, lets_giants_through_unread)
{
    auto const giant = delta("\"content\":\"" + std::string(3U << 20U, 'x') + "\"");
    metering stream{hello + giant + usage + done, usage_chunk::withhold, 1U << 16U};
    EXPECT_EQ(stream.forwarded, hello + giant);
    EXPECT_EQ(stream.held, done);
    EXPECT_EQ(stream.meter.usage().counts.completion, 5U);
}

TEST(stream_meter, charges_for_giants_that_nobody_reports)
{
    metering stream{delta("\"content\":\"" + std::string(2U << 20U, 'x') + "\"") + done};
    EXPECT_EQ(stream.meter.usage().source, usage_source::estimated);
    EXPECT_TRUE(stream.meter.usage().is_completion);
    EXPECT_GT(stream.meter.usage().counts.completion, (2U << 20U) / 20);
}

TEST(stream_meter, takes_the_last_report_wherever_it_sits)
{
    auto const chunk = [](char const* usage_members) {
        return event(R"({"choices":[{"index":0,"delta":{"content":"a b c"}}],)" + std::string{usage_members} +
                     "}");
    };
    auto const one = chunk(R"("usage":{"prompt_tokens":9,"completion_tokens":3})");
    auto const two = chunk(R"("usage":{"prompt_tokens":9,"completion_tokens":6})");
    EXPECT_EQ(metering(one + two).meter.usage().counts, (token_counts{9, 0, 6}));
    auto const groq = chunk(R"("x_groq":{"id":"r","usage":{"prompt_tokens":7,"completion_tokens":2}})");
    EXPECT_EQ(metering(hello + groq).meter.usage().counts, (token_counts{7, 0, 2}));
    EXPECT_EQ(metering(hello + groq).meter.usage().source, usage_source::reported);
}

TEST(stream_meter, estimates_what_has_not_been_reported)
{
    auto const silent = metering(hello).meter.usage();
    EXPECT_TRUE(silent.is_completion);
    EXPECT_EQ(silent.source, usage_source::estimated);
    EXPECT_EQ(silent.counts.prompt, 0U);
    EXPECT_GE(silent.counts.completion, 6U);
    EXPECT_LE(silent.counts.completion, 9U);

    auto const early =
        event(R"({"choices":[{"delta":{}}],"usage":{"prompt_tokens":9,"completion_tokens":0}})");
    auto const cut = metering(early + hello).meter.usage();
    EXPECT_EQ(cut.source, usage_source::estimated);
    EXPECT_EQ(cut.counts, (token_counts{9, 0, silent.counts.completion}));
}

TEST(stream_meter, estimates_calls_reasoning_refusals_and_every_choice)
{
    auto const estimate = [](std::string const& stream) {
        return metering(stream).meter.usage().counts.completion;
    };
    EXPECT_GE(estimate(delta(R"("refusal":"I am sorry, but I cannot do that.")")), 7U);
    EXPECT_GE(estimate(delta(R"("reasoning_content":"The user seems to want a joke.")")), 6U);
    EXPECT_GE(estimate(delta(R"("tool_calls":[{"index":0,"function":{"name":"look_up","arguments":""}}])") +
                       delta(R"("tool_calls":[{"index":0,"function":{"arguments":"{\"city\":\"Rome\"}"}}])")),
              6U);
    auto const second = delta(R"("content":"Hello, I am here to help.")", 1);
    EXPECT_NEAR(static_cast<double>(estimate(hello + second)), 2.0 * static_cast<double>(estimate(hello)),
                1.0);
}

TEST(stream_meter, counts_words_that_come_in_pieces_once)
{
    auto const whole = metering(delta(R"("content":"international understanding")"));
    auto const pieces = metering(delta(R"("content":"inter")") + delta(R"("content":"national under")") +
                                 delta(R"("content":"standing")"));
    EXPECT_EQ(pieces.meter.usage().counts, whole.meter.usage().counts);
}

TEST(stream_meter, has_nothing_to_charge_for_without_an_answer)
{
    for (auto const& stream :
         {std::string{}, event(R"({"error":{"message":"overloaded"}})") + done, std::string{"<html>\n\n"},
          event(R"({"choices":[],"prompt_filter_results":[]})")}) {
        auto const taken = metering(stream).meter.usage();
        EXPECT_FALSE(taken.is_completion) << stream;
        EXPECT_EQ(taken.source, usage_source::missing) << stream;
    }
}

TEST(stream_meter, sees_errors_inside_the_stream)
{
    EXPECT_FALSE(metering(hello + event(R"({"error":{"message":"overloaded"}})")).meter.error().empty());
    EXPECT_TRUE(metering(hello + event(R"({"error":null,"choices":[]})")).meter.error().empty());
}

TEST(stream_meter, an_error_of_another_form_stays_here_and_nothing_follows_either)
{
    std::string const told = event(R"({"error":{"message":"overloaded"}})");
    metering const known{hello + told + hello + done};
    EXPECT_EQ(known.forwarded, hello + told);
    EXPECT_TRUE(known.meter.error_reported());
    EXPECT_FALSE(known.meter.done());
    for (auto const* data :
         {R"({"object":"error","message":"engine died","code":500})", R"({"choices":[],"usage":{})", "[]",
          "7", "Internal Server Error", R"([{"error":{"message":"x"}}])",
          R"({"choices":[{"index":0,"delta":{},"finish_reason":"error"}]})"}) {
        metering const stream{hello + event(data) + hello + done};
        EXPECT_EQ(stream.forwarded, hello);
        EXPECT_EQ(stream.held, "");
        EXPECT_EQ(stream.meter.error(), data);
        EXPECT_FALSE(stream.meter.error_reported());
        EXPECT_FALSE(stream.meter.finished());
    }
}

TEST(stream_meter, what_is_no_chunk_is_no_content)
{
    for (auto const* data : {R"({"type":"ping"})", R"({"choices":[]})", R"({"choices":[{"delta":{}}]})"}) {
        metering const stream{event(data) + done};
        EXPECT_EQ(stream.forwarded, event(data));
        EXPECT_FALSE(stream.meter.has_content()) << data;
    }
}

TEST(stream_meter, an_event_of_two_values_is_no_chunk)
{
    auto const two = event(R"({"choices":[{"index":0,"delta":{"content":"hi"}}]})"
                           "\ndata: "
                           R"({"error":{"message":"boom"}})");
    metering const stream{two + finish() + done};
    EXPECT_EQ(stream.forwarded, "");
    EXPECT_NE(stream.meter.error(), "");
}

TEST(stream_meter, knows_a_whole_stream_from_a_cut_one)
{
    EXPECT_FALSE(metering("").meter.finished());
    EXPECT_FALSE(metering(hello).meter.finished());
    EXPECT_TRUE(metering(hello + finish()).meter.finished());
    EXPECT_FALSE(metering(hello + finish()).meter.done());
    EXPECT_TRUE(metering(hello + finish() + done).meter.done());
    auto const two = hello + delta(R"("content":"x")", 1) + finish(1);
    EXPECT_FALSE(metering(two).meter.finished());
    EXPECT_TRUE(metering(two + finish(0)).meter.finished());
    EXPECT_FALSE(metering(delta("", 70) + finish(0)).meter.finished());
}

TEST(stream_meter, takes_an_end_without_its_blank_line)
{
    metering stream{hello + usage + "data: [DONE]"};
    EXPECT_FALSE(stream.meter.done());
    EXPECT_TRUE(stream.end().meter.done());
    EXPECT_EQ(stream.held, "data: [DONE]\n\n");
    EXPECT_EQ(stream.forwarded, hello);

    metering bare{hello + usage.substr(0, usage.size() - 2)};
    EXPECT_EQ(bare.end().forwarded, hello);
    EXPECT_EQ(bare.meter.usage().counts, (token_counts{9, 0, 5}));

    metering passing{hello + "data: [DONE]", usage_chunk::pass};
    EXPECT_EQ(passing.end().held, "data: [DONE]\n\n");
    EXPECT_EQ(passing.forwarded, hello);
    EXPECT_TRUE(passing.meter.done());

    for (auto const* cut : {"dat", "data:", "data: {\"choi", ": com", "data: [DO"}) {
        metering fragment{hello + finish() + cut, usage_chunk::pass};
        EXPECT_EQ(fragment.end().forwarded, hello + finish()) << cut;
        EXPECT_TRUE(fragment.meter.error().empty());
        EXPECT_TRUE(fragment.meter.finished());
    }
    auto const unended = finish().substr(0, finish().size() - 1);
    EXPECT_EQ(metering(hello + unended).end().forwarded, hello + finish());
}

TEST(stream_meter, holds_whatever_follows_the_end)
{
    for (auto const what : {usage_chunk::pass, usage_chunk::withhold}) {
        metering stream{hello + done + hello + ": unfin", what};
        EXPECT_EQ(stream.end().forwarded, hello);
        EXPECT_EQ(stream.held, done + hello);
    }
}

} // namespace
} // namespace wayfinder::wire::openai
