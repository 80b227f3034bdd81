#include "wire/sse_reader.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::wire {
namespace {

using kind = sse_frame::kind;

struct seen_frame {
    kind what{};
    std::string raw;
    std::uint64_t begin{};
    bool has_data{};
    std::string data;

    friend bool operator==(seen_frame const&, seen_frame const&) = default;
};

void drain(sse_reader& reader, std::vector<seen_frame>& frames)
{
    auto const keep = [&](sse_frame const& frame) {
        seen_frame seen{frame.what, std::string{frame.raw}, frame.begin, false, ""};
        seen.has_data = frame.data(seen.data);
        frames.push_back(seen);
    };
    while (auto const frame = reader.next()) keep(*frame);
}

/// The frames of a stream that arrives in pieces of one size, its unfinished end included.
std::vector<seen_frame> frames_of(std::string_view stream, std::size_t size, std::size_t longest = 1U << 20U)
{
    sse_reader reader{longest};
    std::vector<seen_frame> frames;
    for (std::size_t at = 0; at < stream.size(); at += size) {
        std::string const piece{stream.substr(at, size)}; // so that views into earlier pieces are stale
        reader.feed(piece);
        drain(reader, frames);
    }
    if (auto const last = reader.finish()) {
        seen_frame seen{last->what, std::string{last->raw}, last->begin, false, ""};
        seen.has_data = last->data(seen.data);
        frames.push_back(seen);
    }
    return frames;
}

std::vector<std::string> data_of(std::string_view stream)
{
    std::vector<std::string> data;
    for (auto const& frame : frames_of(stream, stream.size() + 1))
        if (frame.has_data) data.push_back(frame.data);
    return data;
}

using strings = std::vector<std::string>;

TEST(sse_reader, cuts_at_blank_lines)
{
    EXPECT_EQ(data_of("data: a\n\ndata: b\n\n"), (strings{"a", "b"}));
    EXPECT_EQ(data_of("data: a\r\n\r\ndata: b\r\n\r\n"), (strings{"a", "b"}));
    EXPECT_EQ(data_of("data: a\r\rdata: b\r\r"), (strings{"a", "b"}));
    EXPECT_EQ(data_of("data: a\n\r\ndata: b\r\n\n"), (strings{"a", "b"}));
}

TEST(sse_reader, reads_fields_as_the_standard_has_them)
{
    EXPECT_EQ(data_of("data:a\n\n"), (strings{"a"}));
    EXPECT_EQ(data_of("data:  a\n\n"), (strings{" a"}));
    EXPECT_EQ(data_of("data\n\n"), (strings{""}));
    EXPECT_EQ(data_of("data: a\ndata: b\ndata\n\n"), (strings{"a\nb\n"}));
    EXPECT_EQ(data_of("event: e\nid: 7\ndata: a\nretry: 5\n\n"), (strings{"a"}));
    EXPECT_EQ(data_of("datas: a\n\n: data: b\n\nxdata: c\n\n data: d\n\n"), strings{});
    EXPECT_EQ(data_of(": comment\n\n\n\ndata: a\n\n"), (strings{"a"}));
    EXPECT_EQ(data_of("\xEF\xBB\xBF"
                      "data: a\n\n\xEF\xBB\xBF"
                      "data: b\n\n"),
              (strings{"a"}));
}

TEST(sse_reader, knows_where_each_event_stands)
{
    auto const frames = frames_of(": hi\n\ndata: a\r\n\r\n\ndata: [DONE]", 1000);
    ASSERT_EQ(frames.size(), 5U);
    EXPECT_EQ(frames[0], (seen_frame{kind::event, ": hi\n\n", 0, false, ""}));
    EXPECT_EQ(frames[1], (seen_frame{kind::event, "data: a\r\n\r", 6, true, "a"}));
    EXPECT_EQ(frames[2], (seen_frame{kind::tail, "\n", 16, false, ""}));
    EXPECT_EQ(frames[3], (seen_frame{kind::event, "\n", 17, false, ""}));
    EXPECT_EQ(frames[4], (seen_frame{kind::event, "data: [DONE]", 18, true, "[DONE]"}));
}

TEST(sse_reader, does_not_mind_how_the_stream_is_cut)
{
    for (std::string const stream :
         {"data: one\n\ndata: two\ndata: three\n\n: c\n\ndata: {\"a\":\"long enough for words\"}\n\n",
          "data: one\r\n\r\ndata: two\r\ndata: three\r\n\r\n\r\n: c\r\n\r\ndata: end",
          "data: one\r\rdata: two\rdata: three\r\r\r\n\n\rdata: x\r\n\n\rdata: end\r"}) {
        auto const whole = frames_of(stream, stream.size());
        for (std::size_t size = 1; size < stream.size(); ++size)
            EXPECT_EQ(frames_of(stream, size), whole) << size << ": " << stream;
        std::string joined;
        for (auto const& frame : whole) joined += frame.raw;
        EXPECT_EQ(joined, stream);
    }
}

TEST(sse_reader, gives_up_giants_and_goes_on_behind_them)
{
    std::string const giant = "data: " + std::string(100, 'x') + "\r\ndata: y\r\n\r\n";
    std::string const stream = "data: a\n\n" + giant + "data: b\n\n";
    for (std::size_t size = 1; size <= stream.size(); ++size) {
        std::string joined;
        std::string data;
        std::string given_up;
        for (auto const& frame : frames_of(stream, size, 64)) {
            joined += frame.raw;
            if (frame.what == kind::event) data += frame.data;
            if (frame.what == kind::fragment) given_up += frame.raw;
            EXPECT_EQ(frame.begin + frame.raw.size(), joined.size());
        }
        EXPECT_EQ(joined, stream) << size;
        EXPECT_EQ(data, "ab") << size;
        EXPECT_EQ(given_up + "\n", giant) << size;
    }
}

TEST(sse_reader, hands_a_giant_on_as_it_comes)
{
    sse_reader reader{64};
    std::string const piece(50, 'x');
    std::size_t handed_on = 0;
    for (int i = 0; i < 100; ++i) {
        reader.feed(piece);
        while (auto const frame = reader.next()) handed_on += frame->raw.size();
    }
    EXPECT_GE(handed_on, 99 * piece.size());
    EXPECT_FALSE(reader.finish());
}

} // namespace
} // namespace wayfinder::wire
