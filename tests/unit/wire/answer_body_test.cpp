#include "wire/http1/answer_body.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wayfinder::wire::http1 {
namespace {

struct outcome {
    std::string body;
    std::string left; ///< of the input
    bool complete{};
    std::string complaint;
};

/// As from a connection: at most `step` bytes at once, after those not used before.
outcome taken(body_frame frame, std::string_view input, std::size_t step)
{
    answer_body body{frame};
    outcome seen;
    std::string buffer;
    while (!input.empty() && !body.complete() && body.complaint().empty()) {
        buffer.append(input.substr(0, step));
        input.remove_prefix(std::min(step, input.size()));
        auto const done = body.take({buffer.data(), buffer.size()});
        seen.body.append(buffer, 0, done.data);
        buffer.erase(0, done.used);
    }
    seen.left = buffer.append(input);
    seen.complete = body.complete();
    seen.complaint = body.complaint();
    return seen;
}

TEST(answer_body, of_a_size_ends_there)
{
    for (std::size_t step = 1; step < 8; ++step) {
        auto const seen = taken(sized_frame{5}, "hello, next", step);
        EXPECT_EQ(seen.body, "hello");
        EXPECT_EQ(seen.left, ", next");
        EXPECT_TRUE(seen.complete);
    }
    EXPECT_TRUE(answer_body{sized_frame{0}}.complete());
}

TEST(answer_body, in_chunks_is_joined_where_it_lies)
{
    constexpr std::string_view sent =
        "3\r\nhel\r\n1;a=b\r\nl\r\nA\r\no, is it m\r\n02\r\ne?\r\n0\r\nX: y\r\nContent-Length: 3\r\n\r\nnext";
    for (std::size_t step = 1; step <= sent.size(); ++step) {
        auto const seen = taken(chunked_frame{}, sent, step);
        EXPECT_EQ(seen.body, "hello, is it me?") << step;
        EXPECT_EQ(seen.left, "next");
        EXPECT_TRUE(seen.complete);
    }
}

TEST(answer_body, without_an_end_takes_all_and_is_never_complete)
{
    auto const seen = taken(open_frame{}, "all of it", 4);
    EXPECT_EQ(seen.body, "all of it");
    EXPECT_FALSE(seen.complete);
}

TEST(answer_body, says_what_is_wrong_with_its_chunks)
{
    auto const seen = taken(chunked_frame{}, "2\r\nab\r\nx\r\n", 100);
    EXPECT_EQ(seen.body, "ab");
    EXPECT_FALSE(seen.complaint.empty());
    auto const endless = taken(chunked_frame{}, "0\r\n" + std::string(100'000, 'x'), 1000);
    EXPECT_EQ(endless.complaint, "its chunk extensions or trailer fields have no end");
}

/// A stream may have chunk extensions of any total length.
TEST(answer_body, extensions_are_bounded_for_each_chunk)
{
    std::string sent;
    for (int i = 0; i < 3000; ++i) sent += "1;signature=0123456789abcdef0123456789abcdef\r\nx\r\n";
    auto const seen = taken(chunked_frame{}, sent + "0\r\n\r\n", 16'384);
    EXPECT_EQ(seen.body, std::string(3000, 'x'));
    EXPECT_TRUE(seen.complete) << seen.complaint;
}

} // namespace
} // namespace wayfinder::wire::http1
