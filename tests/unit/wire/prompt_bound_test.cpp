#include "unit/wire/request_reading.hpp"
#include "wire/openai/prompt_bound.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wayfinder::wire::openai {
namespace {

std::uint64_t bound_of(std::string_view body)
{
    reading const read{body};
    EXPECT_FALSE(read.refused) << body;
    return read.request.prompt_bound;
}

std::string with_part(std::string_view part)
{
    return R"({"messages":[{"role":"user","content":[{"type":"text","text":"What is this?"},)" +
           std::string{part} + "]}]}";
}

TEST(prompt_bound, is_a_token_a_byte_for_text)
{
    for (std::string const body :
         {"{}", R"({"messages":[{"role":"user","content":"\u4f60\u597d"}],"tools":[{"a":1}]})",
          R"({"messages":[{"role":"user","content":"data:image/png;base64,AAAA"}]})",
          R"({"messages":[{"role":"user","content":[{"type":"text","text":"data:image/png;base64,AAAA"}]}]})",
          R"({"image_url":"data:image/png;base64,AAAA"})"})
        EXPECT_EQ(bound_of(body), body.size()) << body;
}

TEST(prompt_bound, counts_attached_data_for_what_it_is)
{
    constexpr std::size_t size = 64'000;
    std::string const base64(size, 'A');
    for (auto const& part :
         {R"({"type":"image_url","image_url":{"detail":"high","url":"data:image/png;base64,)" + base64 +
              R"("}})",
          R"({"type":"image_url","image_url":"data:image/png;base64,)" + base64 + R"("})",
          R"({"type":"input_audio","input_audio":{"data":")" + base64 + R"(","format":"wav"}})",
          R"({"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,)" + base64 +
              R"("}})",
          R"({"image_url":{"url":"data:image\/png;base64,)" + base64 + R"("}})",
          R"({"image_url":{"url":"data:Image/PNG;base64,)" + base64 + R"("}})"}) {
        auto const body = with_part(part);
        auto const around = body.size() - size;
        auto const bound = bound_of(body);
        EXPECT_LE(bound, around + size / 64 + 3'000 + 1) << part.substr(0, 80);
        EXPECT_GE(bound, around - 30 + size / 64 + 3'000) << part.substr(0, 80);
    }
}

TEST(prompt_bound, allows_for_what_is_only_pointed_to)
{
    for (auto const* part : {R"({"type":"image_url","image_url":{"url":"https://example.com/a.png"}})",
                             R"({"type":"file","file":{"file_id":"file-1"}})"})
        EXPECT_EQ(bound_of(with_part(part)), with_part(part).size() + 3'000) << part;
}

TEST(prompt_bound, reads_text_that_is_sent_as_data_as_text)
{
    for (std::string const begin : {"data:text/plain;base64,", R"(data:\u0074ext/plain;base64,)",
                                    "data:TEXT/plain,", "data:application/json,", "data:,", "data:", ""}) {
        auto const part = R"({"type":"file","file":{"filename":"a.txt","file_data":")" + begin +
                          std::string(6'400, 'A') + R"("}})";
        EXPECT_GE(bound_of(with_part(part)), 6'400U + 3'000U) << begin;
    }
}

TEST(prompt_bound, adds_up_parts_and_never_wraps)
{
    std::string const image = R"({"image_url":{"url":"data:,AAAA","url":"data:,BBBB"}})";
    EXPECT_GE(bound_of(with_part(image + "," + image)), 6'000U);
    EXPECT_LE(bound_of(with_part(image + "," + image)), 6'000U + with_part(image + "," + image).size());
}

} // namespace
} // namespace wayfinder::wire::openai
