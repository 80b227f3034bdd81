#include "config/values/base_url.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace wayfinder::config {
namespace {

TEST(base_url, is_taken_apart)
{
    auto const url = parse_base_url("https://api.example.com:8443/v1/");
    ASSERT_TRUE(url);
    EXPECT_TRUE(url->tls);
    EXPECT_EQ(url->host, "api.example.com");
    EXPECT_EQ(url->port, "8443");
    EXPECT_EQ(url->path, "/v1");
    EXPECT_EQ(url->authority(), "api.example.com:8443");
}

TEST(base_url, has_the_port_of_its_scheme)
{
    auto const plain = parse_base_url("http://localhost");
    ASSERT_TRUE(plain);
    EXPECT_FALSE(plain->tls);
    EXPECT_EQ(plain->port, "80");
    EXPECT_EQ(plain->path, "");
    EXPECT_EQ(plain->authority(), "localhost");
    EXPECT_EQ(parse_base_url("https://h")->port, "443");
    EXPECT_EQ(parse_base_url("https://h:443/")->authority(), "h");
    EXPECT_EQ(parse_base_url("http://h:443/")->authority(), "h:443");
}

TEST(base_url, takes_ipv6_in_brackets)
{
    auto const url = parse_base_url("http://[::1]:11434/v1");
    ASSERT_TRUE(url);
    EXPECT_EQ(url->host, "::1");
    EXPECT_EQ(url->port, "11434");
    EXPECT_EQ(url->authority(), "[::1]:11434");
    EXPECT_EQ(parse_base_url("https://[2001:db8::1]")->authority(), "[2001:db8::1]");
}

TEST(base_url, says_what_is_wrong)
{
    std::string_view const port{"its port is not a number from 1 to 65535"};
    std::string_view const scheme{"it does not start with http:// or https://"};
    std::pair<std::string_view, std::string_view> const cases[] = {
        {"", scheme},
        {"api.example.com/v1", scheme},
        {"ftp://h", scheme},
        {"HTTP://h", scheme},
        {"http://", "it has no host"},
        {"http:///v1", "it has no host"},
        {"http://:80/v1", "it has no host"},
        {"http://h:0", port},
        {"http://h:65536", port},
        {"http://h:", port},
        {"http://h:8o", port},
        {"http://h:-1", port},
        {"http://h:80:80", port},
        {"http://[::1]80", port},
        {"http://[::1]:", port},
        {"http://[::1", "its IPv6 address has no closing ']'"},
        {"http://[localhost]", "its IPv6 address is not valid"},
        {"http://[]", "its IPv6 address is not valid"},
        {"http://u@h/v1",
         "it has a user or password; put the key into a variable and name that in api_key_env"},
        {"http://h/v1?key=x", "it has a query or a fragment"},
        {"http://h/v1#x", "it has a query or a fragment"},
        {"http://h/a b", "it has a blank or a character outside ASCII"},
        {"http://h/\r\nX: y", "it has a blank or a character outside ASCII"},
        {"http://m\xC3\xBCnchen.example", "it has a blank or a character outside ASCII"},
        {"http://h,i/", "its host may have letters, digits, '-', '.' and '_' only"},
        {"http://h/a\\b", "its path has a '@' or '\\'"},
    };
    for (auto const& [text, problem] : cases) {
        EXPECT_EQ(base_url_problem(text), problem) << text;
        EXPECT_FALSE(parse_base_url(text)) << text;
    }
    EXPECT_EQ(base_url_problem("http://my_host-1.example:65535/a/b"), "");
}

} // namespace
} // namespace wayfinder::config
