#include "body_reader.hpp"
#include "event_stream.hpp"
#include "http_headers.hpp"

#include <gtest/gtest.h>

namespace wayfinder::testing {
namespace {

TEST(parsing, heads_keep_order_case_and_repeats)
{
    auto const head = parse_head("HTTP/1.1 200 Fine\r\nB: 1\r\na:  two \r\nb: 3\r\n\r\n");
    EXPECT_EQ(head.start_line, "HTTP/1.1 200 Fine");
    EXPECT_EQ(head.headers.get("A"), "two");
    EXPECT_EQ(head.headers.get("b"), "1");
    EXPECT_EQ(head.headers.count("B"), 2U);
    EXPECT_FALSE(head.headers.has("c"));
}

TEST(parsing, chunks_decode_however_they_are_cut)
{
    std::string const wire = "5;x=y\r\nhello\r\nA\r\n, chunked!\r\n0\r\nTrailer: 1\r\n\r\nrest";
    for (std::size_t step = 1; step <= wire.size(); ++step) {
        chunked_decoder decoder;
        std::string pending;
        std::string body;
        for (std::size_t at = 0; at < wire.size(); at += step) {
            pending += wire.substr(at, step);
            body += decoder.feed(pending);
        }
        EXPECT_EQ(body, "hello, chunked!") << step;
        EXPECT_TRUE(decoder.finished());
        EXPECT_EQ(pending, "rest");
    }
}

TEST(parsing, a_malformed_chunk_is_an_error)
{
    chunked_decoder decoder;
    std::string no_size = "zz\r\n";
    EXPECT_THROW(decoder.feed(no_size), std::runtime_error);
    chunked_decoder other;
    std::string too_long = "2\r\nabc\r\n";
    EXPECT_THROW(other.feed(too_long), std::runtime_error);
}

TEST(parsing, a_body_shorter_than_promised_is_cut)
{
    auto reader = body_reader::of_response(200, {{"Content-Length", "5"}});
    std::string wire = "abc";
    EXPECT_EQ(reader.feed(wire), "abc");
    EXPECT_EQ(reader.ending(), body_ending::none);
    reader.peer_closed();
    EXPECT_EQ(reader.ending(), body_ending::cut);
}

TEST(parsing, without_framing_the_close_is_the_end)
{
    auto reader = body_reader::of_response(200, {});
    std::string wire = "abc";
    EXPECT_EQ(reader.feed(wire), "abc");
    reader.peer_closed();
    EXPECT_EQ(reader.ending(), body_ending::clean);
}

TEST(parsing, events_join_data_lines_and_skip_comments)
{
    auto const events = parse_events(": hello\n\ndata: a\ndata: b\n\nevent: x\r\ndata:c\r\n\r\ndata: half");
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0].data, "a\nb");
    EXPECT_EQ(events[1].name, "x");
    EXPECT_EQ(events[1].data, "c");
}

} // namespace
} // namespace wayfinder::testing
