#include "net/server/responder.hpp"

#include <gtest/gtest.h>

namespace wayfinder::net {
namespace {

TEST(response_head, starts_with_the_status_line)
{
    EXPECT_TRUE(response_head{404}.text().starts_with("HTTP/1.1 404 Not Found\r\n"));
}

TEST(response_head, makes_up_no_reason_for_a_status_it_does_not_know)
{
    EXPECT_TRUE(response_head{529}.text().starts_with("HTTP/1.1 529 \r\n"));
}

TEST(response_head, lets_no_value_end_its_field)
{
    response_head head{200};
    head.add("x-model", "a\r\nSet-Cookie: b\tc\x7F");
    EXPECT_NE(head.text().find("x-model: a??Set-Cookie: b?c?\r\n"), std::string::npos);
}

} // namespace
} // namespace wayfinder::net
