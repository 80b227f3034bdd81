#include "wire/http1/head_lines.hpp"
#include "wire/http1/request_head.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wayfinder::wire::http1 {
namespace {

std::vector<std::string> all(head_lines const& head, std::string_view name)
{
    std::vector<std::string> found;
    head.each(name, [&](std::string_view value) { found.emplace_back(value); });
    return found;
}

void take(std::string_view text, head_lines& into)
{
    request_head head{into};
    EXPECT_EQ(head.scan(text), request_head::state::complete) << head.complaint();
    into.keep(text.substr(0, head.size()));
}

TEST(head_lines, are_found_by_name_in_any_case)
{
    head_lines head;
    take("POST /v1/x?y HTTP/1.1\r\nHost: h\r\nx-a:1\r\nEmpty:\r\nX-A: \t2 3\t\r\n\r\n", head);
    EXPECT_EQ(head.method(), "POST");
    EXPECT_EQ(head.target(), "/v1/x?y");
    EXPECT_EQ(head.find("HOST"), "h");
    EXPECT_EQ(head.find("X-a"), "1") << "the first of them";
    EXPECT_EQ(all(head, "x-A"), (std::vector<std::string>{"1", "2 3"}));
    EXPECT_EQ(head.find("empty"), "");
    EXPECT_EQ(head.find("x-"), std::nullopt);
    EXPECT_EQ(all(head, "other"), std::vector<std::string>{});
}

TEST(head_lines, letters_are_not_taken_for_other_characters)
{
    head_lines head;
    take("GET / HTTP/1.1\r\nHost: h\r\nx_a: 1\r\n^b: 2\r\n\r\n", head);
    EXPECT_EQ(head.find("x\x7F"
                        "a"),
              std::nullopt);
    EXPECT_EQ(head.find("~b"), std::nullopt);
    EXPECT_EQ(head.find("^B"), "2");
}

TEST(head_lines, names_that_begin_and_end_alike_are_told_apart)
{
    head_lines head;
    take("GET / HTTP/1.1\r\nHost: h\r\nx-first-id: 1\r\nx-other-id: 2\r\n\r\n", head);
    EXPECT_EQ(head.find("X-Other-Id"), "2");
    EXPECT_EQ(head.find("x-first-id"), "1");
    EXPECT_EQ(head.find("x-third-id"), std::nullopt);
}

TEST(head_lines, of_one_request_do_not_stay_for_the_next)
{
    head_lines head;
    take("POST /long/enough/to/be/seen HTTP/1.1\r\nHost: a\r\nAuthorization: b\r\n\r\n", head);
    take("GET / HTTP/1.1\r\nHost: c\r\n\r\n", head);
    EXPECT_EQ(head.method(), "GET");
    EXPECT_EQ(head.find("host"), "c");
    EXPECT_EQ(head.find("authorization"), std::nullopt);
    head.clear();
    EXPECT_EQ(head.target(), "");
    EXPECT_EQ(head.find("host"), std::nullopt);
}

} // namespace
} // namespace wayfinder::wire::http1
