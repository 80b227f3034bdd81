// The table of whole requests is in tests/http/rows; this covers what no whole process shows.
#include "wire/http1/request_head.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wayfinder::wire::http1 {
namespace {

using state = request_head::state;

constexpr std::string_view plain = "POST /v1/x HTTP/1.1\r\nHost: h\r\nContent-Length: 12\r\n\r\n";

TEST(request_head, is_the_same_however_it_arrives)
{
    for (std::size_t step = 1; step <= plain.size(); ++step) {
        head_lines lines_of_head;
        request_head head{lines_of_head};
        std::size_t seen = 0;
        state now = state::incomplete;
        while (now == state::incomplete && seen < plain.size()) {
            seen = std::min(seen + step, plain.size());
            now = head.scan(plain.substr(0, seen));
        }
        ASSERT_EQ(now, state::complete) << step;
        EXPECT_EQ(head.size(), plain.size());
        EXPECT_EQ(head.content_length(), 12U);
        EXPECT_TRUE(head.modern());
        EXPECT_TRUE(head.keep_alive());
        EXPECT_TRUE(head.has_body());
    }
}

TEST(request_head, ends_where_the_body_begins)
{
    head_lines lines_of_head;
    request_head head{lines_of_head};
    EXPECT_EQ(head.scan(std::string{plain} + "\r\n\r\nbody\n"), state::complete);
    EXPECT_EQ(head.size(), plain.size());
}

TEST(request_head, refuses_as_soon_as_it_can)
{
    for (std::string_view const hopeless : {"\x16", "(", "GET\t", "GET /\n", "GET /\r\n", "garbage\"",
                                            "GET / HTTP/1.1\r\nX\r\n", "GET / HTTP/1.1\r\n: \r\n"}) {
        head_lines lines_of_head;
        request_head head{lines_of_head};
        EXPECT_EQ(head.scan(hopeless), state::refused) << hopeless;
        EXPECT_EQ(head.why(), refusal::malformed);
        EXPECT_FALSE(head.complaint().empty());
    }
    head_lines lines_of_endless;
    request_head endless{lines_of_endless};
    EXPECT_EQ(endless.scan(std::string(request_head::longest_method, 'A')), state::incomplete);
    EXPECT_EQ(endless.scan(std::string(1000, 'A')), state::refused);
}

TEST(request_head, a_length_beyond_the_type_is_its_largest_value)
{
    for (std::string const digits : {"18446744073709551616", "99999999999999999999999999999"}) {
        head_lines lines_of_head;
        request_head head{lines_of_head};
        ASSERT_EQ(head.scan("GET / HTTP/1.1\r\nHost:\r\nContent-Length: " + digits + "\r\n\r\n"),
                  state::complete);
        EXPECT_EQ(head.content_length(), UINT64_MAX);
    }
    head_lines lines_of_head;
    request_head head{lines_of_head};
    ASSERT_EQ(head.scan("GET / HTTP/1.1\r\nHost:\r\nContent-Length: 18446744073709551614\r\n\r\n"),
              state::complete);
    EXPECT_EQ(head.content_length(), UINT64_MAX - 1);
}

TEST(request_head, limits_are_inclusive)
{
    auto const outcome = [](std::string const& text) {
        head_lines lines_of_head;
        request_head head{lines_of_head};
        head.scan(text);
        return head.why();
    };
    auto const with_target = [](std::size_t size) {
        return "GET /" + std::string(size - 1, 'a') + " HTTP/1.1\r\nHost:\r\n\r\n";
    };
    auto const with_fields = [](std::size_t count) {
        std::string text = "GET / HTTP/1.1\r\nHost:\r\n";
        for (std::size_t i = 1; i < count; ++i) text += "X:\r\n";
        return text + "\r\n";
    };
    EXPECT_EQ(outcome(with_target(request_head::longest_target)), refusal::none);
    EXPECT_EQ(outcome(with_target(request_head::longest_target + 1)), refusal::target_too_long);
    EXPECT_EQ(outcome(with_fields(request_head::most_fields)), refusal::none);
    EXPECT_EQ(outcome(with_fields(request_head::most_fields + 1)), refusal::too_many_fields);
}

TEST(authority, is_a_host_and_perhaps_a_port)
{
    for (std::string_view const good : {"", "a", "a.b-c_d~e", "127.0.0.1:80", "[::1]",
                                        "[2001:db8::1.2.3.4]:65535", "a:", "%41", "a!$&'()*+,;="})
        EXPECT_TRUE(is_authority(good)) << good;
    for (std::string_view const bad : {"a b", "a/b", "a@b", "a:b", "a:1:2", "[", "[]", "[::1", "[::1]x",
                                       "[g]", "a:123456", "a#b", "a?b", "\\", "\"a\""})
        EXPECT_FALSE(is_authority(bad)) << bad;
}

} // namespace
} // namespace wayfinder::wire::http1
