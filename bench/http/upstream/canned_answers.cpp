#include "bench/http/upstream/canned_answers.hpp"

#include <array>
#include <cstdio>

namespace wayfinder::bench {
namespace {

constexpr std::string_view common_fields = "Date: Sat, 21 Nov 2026 12:00:00 GMT\r\n"
                                           "openai-organization: bench\r\n"
                                           "openai-processing-ms: 312\r\n"
                                           "openai-version: 2020-10-01\r\n"
                                           "x-ratelimit-limit-requests: 10000\r\n"
                                           "x-ratelimit-remaining-requests: 9999\r\n"
                                           "x-ratelimit-reset-requests: 6ms\r\n"
                                           "x-request-id: req_0123456789abcdef0123456789abcdef\r\n";

constexpr std::string_view event_begin =
    R"(data: {"id":"chatcmpl-AbCdEfGhIjKlMnOpQrStUvWxYz012","object":"chat.completion.chunk","created":1795262400,)"
    R"("model":"gpt-4o-2024-08-06","system_fingerprint":"fp_0123456789",)";

std::string chunk(std::string_view content)
{
    std::array<char, 20> size{};
    auto const digits = std::snprintf(size.data(), size.size(), "%zx\r\n", content.size());
    std::string made{size.data(), static_cast<std::size_t>(digits)};
    made += content;
    return made += "\r\n";
}

std::string hexadecimal(std::uint64_t number)
{
    std::array<char, stamp_digits + 1> digits{};
    std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(number));
    return digits.data();
}

} // namespace

std::string whole_answer()
{
    std::string const body =
        R"({"id":"chatcmpl-AbCdEfGhIjKlMnOpQrStUvWxYz012","object":"chat.completion","created":1795262400,)"
        R"("model":"gpt-4o-2024-08-06","choices":[{"index":0,"message":{"role":"assistant","content":)"
        R"("The reservoir empties at two rates; the second one begins when the float falls below the mark.",)"
        R"("refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":231,)"
        R"("completion_tokens":21,"total_tokens":252,"prompt_tokens_details":{"cached_tokens":0}},)"
        R"("system_fingerprint":"fp_0123456789"})";
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n" + std::string{common_fields} + "\r\n" + body;
}

std::string stream_head()
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: "
           "chunked\r\n" +
           std::string{common_fields} + "\r\n";
}

std::string stream_piece(std::uint64_t stamp)
{
    auto event = std::string{event_begin} + R"("choices":[{"index":0,"delta":{)";
    event += stamp_mark;
    event += hexadecimal(stamp);
    return chunk(event += "\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n");
}

std::string stream_end(std::size_t pieces)
{
    auto const tokens = std::to_string(pieces);
    auto const finish = std::string{event_begin} +
                        R"("choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]})"
                        "\n\n";
    auto const usage = std::string{event_begin} +
                       R"("choices":[],"usage":{"prompt_tokens":231,"completion_tokens":)" + tokens +
                       R"(,"total_tokens":)" + std::to_string(231 + pieces) + "}}\n\n";
    return chunk(finish + usage + "data: [DONE]\n\n") + "0\r\n\r\n";
}

} // namespace wayfinder::bench
