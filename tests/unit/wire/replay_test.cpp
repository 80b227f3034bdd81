#include "wire/openai/answer_usage.hpp"
#include "wire/openai/replay.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace wayfinder::wire::openai {
namespace {

using nlohmann::json;

constexpr std::string_view whole = R"({
  "id": "chatcmpl-7", "object": "chat.completion", "created": 1700000000, "model": "gpt-5-mini",
  "service_tier": "default",
  "choices": [{"index": 0, "message": {"role": "assistant", "content": "Paris \"é\" \u00e9\n", "refusal": null,
    "reasoning_content": "France", "annotations": []}, "logprobs": null, "finish_reason": "stop"}],
  "usage": {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12,
    "prompt_tokens_details": {"cached_tokens": 2}},
  "system_fingerprint": "fp_1"
})";

std::string chunk(std::string_view choices, std::string_view more = "")
{
    return R"(data: {"id":"c-1","object":"chat.completion.chunk","created":5,"model":"m","choices":)" +
           std::string{choices} + std::string{more} + "}\n\n";
}

std::string delta(std::string_view said, std::string_view end = "null")
{
    return chunk(R"([{"index":0,"delta":)" + std::string{said} + R"(,"finish_reason":)" + std::string{end} +
                 "}]");
}

std::string const opening = delta(R"({"role":"assistant","content":""})");
std::string const text = delta(R"({"content":"Par"})") + delta(R"({"content":"is"})");
std::string const stop = delta("{}", R"("stop")");
std::string const usage =
    chunk("[]", R"(,"usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12})");
std::string const done = "data: [DONE]\n\n";
std::string const stream = opening + text + stop + usage + done;

struct stored_answer {
    std::string_view body;
    bool event_stream;
};

stored_answer buffered(std::string_view body)
{
    return {body, false};
}

stored_answer streamed(std::string_view body)
{
    return {body, true};
}

/// What the usage reader reports along the way, which the cache relies on.
bool is_plain(std::string body)
{
    answer_usage_reader reader;
    return reader.read(body).is_plain;
}

bool is_storable(stored_answer const& answer)
{
    bool const storable = examine(answer.body, answer.event_stream).has_value();
    EXPECT_TRUE(answer.event_stream || is_plain(std::string{answer.body}) == storable) << answer.body;
    return storable;
}

/// Via examine(), as the cache does; a body that it refuses may still be sent to a model.
std::optional<std::string> replay_as(stored_answer const& answer, wanted_form const& wanted)
{
    auto const form =
        examine(answer.body, answer.event_stream).value_or(stored_form{answer.event_stream, {}});
    auto replayed = replay(answer.body, form, wanted);
    EXPECT_EQ(fits(form, wanted), replayed == answer.body);
    return replayed;
}

std::optional<std::string> replay_whole(stored_answer const& answer)
{
    return replay_as(answer, {false, false});
}

std::optional<std::string> replay_stream(stored_answer const& answer, bool include_usage)
{
    return replay_as(answer, {true, include_usage});
}

/// The chunks of a stream, the last of which must be [DONE].
std::vector<json> chunks_of(std::string const& events)
{
    std::vector<json> all;
    std::size_t at = 0;
    for (std::size_t end = 0; (end = events.find("\n\n", at)) != events.npos; at = end + 2) {
        EXPECT_EQ(events.compare(at, 6, "data: "), 0);
        auto const data = events.substr(at + 6, end - at - 6);
        EXPECT_EQ(data.find('\n'), data.npos);
        all.push_back(data == "[DONE]" ? json(data) : json::parse(data));
    }
    EXPECT_EQ(at, events.size());
    EXPECT_EQ(all.back(), "[DONE]");
    all.pop_back();
    return all;
}

json parsed(std::optional<std::string> const& body)
{
    return body ? json::parse(*body) : json{};
}

TEST(replay, gives_the_stored_bytes_in_the_stored_form)
{
    EXPECT_EQ(replay_whole(buffered(whole)), whole);
    EXPECT_EQ(replay_stream(streamed(stream), true), stream);
}

TEST(replay, leaves_the_usage_chunk_out_for_who_has_not_asked)
{
    EXPECT_EQ(replay_stream(streamed(stream), false), opening + text + stop + done);
    std::string crlf = opening + text + stop + usage;
    crlf.insert(crlf.size() - 1, "\r").insert(crlf.size() - 3, "\r");
    EXPECT_EQ(replay_stream(streamed(crlf + done), false), opening + text + stop + done);
    auto const at_the_start = usage + opening + text + stop + done;
    EXPECT_EQ(replay_stream(streamed(at_the_start), false), opening + text + stop + done);
    auto const without = opening + text + stop + done;
    EXPECT_EQ(replay_stream(streamed(without), true), without);
    EXPECT_EQ(replay_stream(streamed(without), false), without);
}

TEST(replay, takes_a_whole_answer_apart)
{
    auto const chunks = chunks_of(replay_stream(buffered(whole), true).value());
    ASSERT_EQ(chunks.size(), 4U);
    for (auto const& each : chunks) {
        EXPECT_EQ(each["id"], "chatcmpl-7");
        EXPECT_EQ(each["object"], "chat.completion.chunk");
        EXPECT_EQ(each["created"], 1700000000);
        EXPECT_EQ(each["model"], "gpt-5-mini");
        EXPECT_EQ(each["system_fingerprint"], "fp_1");
        EXPECT_EQ(each["service_tier"], "default");
    }
    EXPECT_EQ(chunks[0]["choices"], json::parse(R"([{"index":0,"delta":{"role":"assistant","content":"",
        "refusal":null,"reasoning_content":"France","annotations":[]},"logprobs":null,"finish_reason":null}])"));
    EXPECT_EQ(chunks[1]["choices"][0]["delta"], json::parse(R"({"content":"Paris \"é\" é\n"})"));
    EXPECT_EQ(chunks[1]["choices"][0]["finish_reason"], nullptr);
    EXPECT_EQ(chunks[2]["choices"][0]["delta"], json::object());
    EXPECT_EQ(chunks[2]["choices"][0]["finish_reason"], "stop");
    EXPECT_EQ(chunks[3]["choices"], json::array());
    EXPECT_EQ(chunks[3]["usage"], json::parse(whole)["usage"]);

    auto const unasked = chunks_of(replay_stream(buffered(whole), false).value());
    EXPECT_EQ(unasked.size(), 3U);
    for (auto const& each : unasked) EXPECT_FALSE(each.contains("usage"));
}

TEST(replay, puts_a_stream_together)
{
    EXPECT_EQ(parsed(replay_whole(streamed(stream))), json::parse(R"({"id":"c-1","object":"chat.completion",
        "created":5,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Paris"},
        "logprobs":null,"finish_reason":"stop"}],
        "usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}})"));
    EXPECT_FALSE(parsed(replay_whole(streamed(opening + text + stop + done))).contains("usage"));
}

TEST(replay, joins_what_comes_in_pieces)
{
    auto const body =
        delta(R"({"role":"assistant","content":null,"refusal":null,"reasoning_content":"Fr"})") +
        delta(R"({"role":"assistant","reasoning_content":"ance"})") + delta(R"({"content":"\ud83d"})") +
        delta(R"({"content":"\ude00","note":[]})") + delta(R"({"content":null,"note":[1, 2]})") +
        delta(R"({"note":[{"a":"b c"}]})") + stop + done;
    EXPECT_EQ(parsed(replay_whole(streamed(body)))["choices"][0]["message"],
              json::parse(R"({"role":"assistant","content":"😀","refusal":null,"reasoning_content":"France",
                              "note":[1,2,{"a":"b c"}]})"));
}

TEST(replay, carries_along_what_it_does_not_know)
{
    auto const body =
        chunk("[]", R"(,"prompt_filter_results":[{"x": 1}],"system_fingerprint":null)") +
        chunk(
            R"([{"index":0,"delta":{"role":"assistant","content":"a"},"logprobs":null,"stop_reason":null}])",
            R"(,"obfuscation":"xyz","system_fingerprint":"fp")") +
        chunk(R"([{"index":0,"delta":{},"finish_reason":"length","stop_reason":7}])",
              R"(,"usage":{"total_tokens":1},"system_fingerprint":null)") +
        done;
    auto const answer = parsed(replay_whole(streamed(body)));
    EXPECT_EQ(answer["prompt_filter_results"], json::parse(R"([{"x":1}])"));
    EXPECT_EQ(answer["system_fingerprint"], "fp");
    EXPECT_EQ(answer["choices"][0]["stop_reason"], 7);
    EXPECT_EQ(answer["choices"][0]["finish_reason"], "length");
    EXPECT_EQ(answer["usage"]["total_tokens"], 1);
    EXPECT_FALSE(answer.contains("obfuscation"));
}

TEST(replay, comes_back_from_the_other_form_as_it_was)
{
    auto const there = replay_stream(buffered(whole), true).value();
    ASSERT_TRUE(is_storable(streamed(there)));
    EXPECT_EQ(parsed(replay_whole(streamed(there))), json::parse(whole));

    auto const back = replay_whole(streamed(stream)).value();
    ASSERT_TRUE(is_storable(buffered(back)));
    EXPECT_EQ(parsed(replay_whole(streamed(replay_stream(buffered(back), true).value()))), json::parse(back));
}

TEST(replay, reads_streams_however_their_lines_end)
{
    auto const plain = replay_whole(streamed(stream));
    for (auto const* end : {"\r\n", "\r"}) {
        std::string other;
        for (char const c : stream) c == '\n' ? other.append(end) : other.append(1, c);
        EXPECT_EQ(replay_whole(streamed(other)), plain);
    }
    auto const noisy = "\xEF\xBB\xBF: hello\n\n" + opening + "id: 3\nretry: 10\n\n: ping\nevent: message\n" +
                       text + stop + usage + "data:[DONE]";
    EXPECT_EQ(replay_whole(streamed(noisy)), plain);
    auto split = stream;
    split.replace(split.find(",\"created\""), 1, "\ndata: ,\ndata:"); // one event, three lines
    EXPECT_EQ(replay_whole(streamed(split)), plain);
}

TEST(storable, is_a_whole_answer_with_one_text)
{
    EXPECT_TRUE(is_storable(buffered(whole)));
    EXPECT_TRUE(is_storable(streamed(stream)));
    constexpr std::string_view head = R"({"choices":[{"message":{"role":"assistant","content":)";
    for (std::string_view const rest :
         {R"("x"},"finish_reason":"stop"}]})", R"("x"},"finish_reason":"length"}],"error":null})",
          R"("x","tool_calls":[]},"finish_reason":"stop"}]})",
          R"("x","tool_calls":null},"finish_reason":"stop"}]})",
          R"("x","function_call":null,"audio":null},"index":0,"finish_reason":"stop"}]})"})
        EXPECT_TRUE(is_storable(buffered(std::string{head} + std::string{rest}))) << rest;
    for (std::string_view const rest :
         {R"(""},"finish_reason":"stop"}]})", R"(null},"finish_reason":"stop"}]})",
          R"([{"type":"text","text":"x"}]},"finish_reason":"stop"}]})", R"("x"}}]})",
          R"("x"},"finish_reason":null}]})", R"("x"},"finish_reason":"tool_calls"}]})",
          R"("x"},"finish_reason":"error"}]})", R"("x"},"finish_reason":"stop"}],"error":{"message":"no"}})",
          R"("x"},"finish_reason":"stop"},{"index":1}]})", R"("x"},"finish_reason":"stop","index":1}]})",
          R"("x","tool_calls":[{"id":"a"}]},"finish_reason":"stop"}]})",
          R"("x","tool\u005fcalls":[{"id":"a"}]},"finish_reason":"stop"}]})",
          R"("x","function_call":{"name":"f"}},"finish_reason":"stop"}]})",
          R"("x","audio":{"id":"a"}},"finish_reason":"stop"}]})",
          R"("x"},"finish_reason":"stop","logprobs":{"content":[]}}]})", R"("x"},"finish_reason":"stop"}]}})",
          R"("x"},"finish_reason":"stop"}])"})
        EXPECT_FALSE(is_storable(buffered(std::string{head} + std::string{rest}))) << rest;
    for (auto const body :
         {"", "<html>", "[]", "7", R"({"error":"x"})", R"({"choices":[]})", R"({"choices":{}})"})
        EXPECT_FALSE(is_storable(buffered(body))) << body;
}

TEST(storable, is_a_stream_that_came_to_its_end)
{
    EXPECT_FALSE(is_storable(streamed(opening + text + stop + usage))) << "cut before [DONE]";
    EXPECT_FALSE(is_storable(streamed(opening + text + done))) << "no finish_reason";
    EXPECT_FALSE(is_storable(streamed(opening + stop + done))) << "no text";
    EXPECT_FALSE(is_storable(streamed(stream + text))) << "more behind [DONE]";
    EXPECT_FALSE(is_storable(streamed(usage + stream))) << "usage told twice";
    EXPECT_FALSE(
        is_storable(streamed(opening + text + "data: {\"error\":{\"message\":\"x\"}}\n\n" + stop + done)));
    EXPECT_FALSE(is_storable(streamed(opening + text + "data: oops\n\n" + stop + done)));
    EXPECT_FALSE(
        is_storable(streamed(opening + text + delta(R"({"tool_calls":[{"index":0}]})") + stop + done)));
    EXPECT_FALSE(is_storable(streamed(opening + text + chunk(R"([{"index":1,"delta":{}}])") + stop + done)));
    EXPECT_FALSE(is_storable(streamed(
        opening + text + chunk(R"([{"index":0,"delta":{},"logprobs":{"content":[]}}])") + stop + done)));
    EXPECT_FALSE(is_storable(streamed("")));
    EXPECT_FALSE(is_storable(streamed(done)));
    EXPECT_FALSE(is_storable(streamed(whole)));
}

TEST(replay, refuses_what_would_lose_something)
{
    EXPECT_EQ(replay_whole(streamed(opening + text + done)), std::nullopt);
    EXPECT_EQ(replay_stream(buffered(R"({"choices":[]})"), true), std::nullopt);
}

TEST(storable, puts_up_with_giants)
{
    std::string const deep(100'000, '[');
    EXPECT_FALSE(is_storable(buffered(R"({"x":)" + deep)));
    std::string many = R"({"choices":[{"message":{"content":"x"},"finish_reason":"stop"}])";
    for (int i = 0; i < 100'000; ++i) many += ",\"" + std::to_string(i) + "\":0";
    EXPECT_FALSE(is_storable(buffered(many + "}")));
    auto const long_text = '"' + std::string(3U << 20U, 'x') + '"';
    auto const one_event = delta(R"({"role":"assistant","content":)" + long_text + "}") + stop + done;
    EXPECT_TRUE(is_storable(streamed(one_event)));
}

} // namespace
} // namespace wayfinder::wire::openai
