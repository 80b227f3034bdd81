#include "wire/http1/answer_head.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wayfinder::wire::http1 {
namespace {

using state = answer_head::state;

field_list noted; ///< of the last head read

/// The head of this text, which is complete; scanned in steps.
answer_head read(std::string_view text, std::size_t step = 7)
{
    answer_head head{noted};
    auto now = state::incomplete;
    for (std::size_t seen = 0; now == state::incomplete && seen < text.size();) {
        seen = std::min(seen + step, text.size());
        now = head.scan(text.substr(0, seen));
    }
    EXPECT_EQ(now, state::complete) << text << ": " << head.complaint();
    noted.keep(text.substr(0, head.size()));
    return head;
}

std::string_view complaint_about(std::string_view text)
{
    answer_head head{noted};
    EXPECT_EQ(head.scan(text), state::malformed) << text;
    return head.complaint();
}

TEST(answer_head, is_the_same_however_it_arrives)
{
    constexpr std::string_view text =
        "HTTP/1.1 429 Too Many\xE2 Requests\r\nRetry-After: 3\r\ncontent-LENGTH: 12\r\n\r\n{\"error\": {}";
    for (std::size_t step = 1; step <= text.size(); ++step) {
        auto const head = read(text, step);
        EXPECT_EQ(head.status(), 429U);
        EXPECT_EQ(head.size(), text.size() - 12);
        EXPECT_EQ(noted.find("retry-after"), "3");
        EXPECT_EQ(noted.find("Content-Length"), "12");
        EXPECT_EQ(std::get<sized_frame>(head.frame()).size, 12U);
        EXPECT_TRUE(head.keep_alive());
        EXPECT_FALSE(head.is_interim());
    }
    EXPECT_EQ(read("HTTP/1.1 200\r\n\r\n").status(), 200U);
    EXPECT_EQ(noted.find("retry-after"), std::nullopt) << "that was another answer's";
}

/// RFC 9112, 6.3.
TEST(answer_head, says_where_its_body_ends)
{
    auto const frame = [](std::string_view text) { return read(text).frame(); };
    EXPECT_EQ(std::get<sized_frame>(frame("HTTP/1.1 204 \r\nContent-Length: 5\r\n\r\n")).size, 0U);
    EXPECT_EQ(std::get<sized_frame>(frame("HTTP/1.1 304 \r\nTransfer-Encoding: chunked\r\n\r\n")).size, 0U);
    EXPECT_EQ(std::get<sized_frame>(frame("HTTP/1.1 200 \r\nContent-Length: 5, 5\r\n\r\n")).size, 5U);
    EXPECT_TRUE(std::holds_alternative<open_frame>(frame("HTTP/1.1 200 \r\n\r\n")));
    EXPECT_TRUE(std::holds_alternative<chunked_frame>(
        frame("HTTP/1.1 200 \r\nContent-Length: 5\r\nTransfer-Encoding: Chunked\r\n\r\n")));
    EXPECT_TRUE(read("HTTP/1.1 100 Continue\r\n\r\n").is_interim());
    EXPECT_TRUE(read("HTTP/1.1 103 \r\nLink: </a>\r\n\r\n").is_interim());
    EXPECT_FALSE(read("HTTP/1.1 101 \r\n\r\n").is_interim());
}

/// RFC 9112, 9.3: after an ambiguous one the connection is not reused.
TEST(answer_head, says_whether_the_connection_stays)
{
    auto const stays = [](std::string_view text) { return read(text).keep_alive(); };
    EXPECT_TRUE(stays("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    EXPECT_TRUE(stays("HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: Keep-Alive\r\n\r\n"));
    EXPECT_FALSE(stays("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"));
    EXPECT_FALSE(stays("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: x, close\r\n\r\n"));
    EXPECT_FALSE(stays("HTTP/1.1 200 OK\r\n\r\n"));
    EXPECT_TRUE(stays("HTTP/1.1 204 \r\n\r\n"));
    EXPECT_TRUE(stays("HTTP/1.1 304 \r\nContent-Length: 5\r\n\r\n"));
    EXPECT_FALSE(stays("HTTP/1.1 204 \r\nContent-Length: 5\r\n\r\n")) << "which may come all the same";
    EXPECT_FALSE(stays("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n"));
    EXPECT_FALSE(stays("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n"));
}

TEST(answer_head, what_could_be_read_in_two_ways_is_none)
{
    EXPECT_EQ(complaint_about("SSH-2.0-OpenSSH\r\n"), "it does not begin with HTTP/1.1 and a status");
    for (std::string_view const line : {"HTTP/2 200", "HTTP/1.1 20", "HTTP/1.1 2000", "HTTP/1.1 099 x",
                                        "HTTP/1.1  200 OK", "http/1.1 200 OK", "HTTP/1.x 200 OK"})
        EXPECT_FALSE(complaint_about(std::string{line} + "\r\n").empty());
    for (std::string_view const field :
         {"Content-Length: 5\r\nContent-Length: 6", "Content-Length: 5, 6",
          "Content-Length:", "Content-Length: +5", "Content-Length: 0x5", "Transfer-Encoding: gzip, chunked",
          "Transfer-Encoding: identity", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
          "A: b\r\n folded", "A : b", "no colon", ": b", "A: \x01"})
        EXPECT_FALSE(complaint_about("HTTP/1.1 200 OK\r\n" + std::string{field} + "\r\n\r\n").empty())
            << field;
    EXPECT_EQ(complaint_about("HTTP/1.1 200 OK\nA: b\n\n"), "a line of its head ends in LF without CR");
}

} // namespace
} // namespace wayfinder::wire::http1
