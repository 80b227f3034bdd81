#include "wire/forwarded_hops.hpp"

#include <gtest/gtest.h>

#include <arpa/inet.h>

#include <string>
#include <vector>

namespace wayfinder::wire {
namespace {

using notation = forwarded_hops::notation;
using hops = std::vector<std::string>;

hops all(std::string_view value, notation how)
{
    hops found;
    forwarded_hops left{value, how};
    while (auto const next = left.next()) {
        char text[INET6_ADDRSTRLEN]{};
        inet_ntop(AF_INET6, next->data(), text, sizeof text);
        found.emplace_back(text);
    }
    return found;
}

TEST(forwarded_hops, x_forwarded_for_is_read_from_its_end)
{
    auto const read = [](std::string_view value) { return all(value, notation::x_forwarded_for); };
    EXPECT_EQ(read("192.0.2.1, 198.51.100.2"), (hops{"::ffff:198.51.100.2", "::ffff:192.0.2.1"}));
    EXPECT_EQ(read("2001:db8::1,192.0.2.1:4711"), (hops{"::ffff:192.0.2.1", "2001:db8::1"}));
    EXPECT_EQ(read("[2001:db8::1]:80 , [2001:db8::2]"), (hops{"2001:db8::2", "2001:db8::1"}));
    EXPECT_EQ(read(", 192.0.2.1 ,, "), (hops{"::ffff:192.0.2.1"}));
    EXPECT_EQ(read(""), hops{});
    EXPECT_EQ(read(" , "), hops{});
}

TEST(forwarded_hops, what_is_no_address_ends_it)
{
    auto const read = [](std::string_view value) { return all(value, notation::x_forwarded_for); };
    EXPECT_EQ(read("192.0.2.1, unknown, 192.0.2.2"), (hops{"::ffff:192.0.2.2"}));
    EXPECT_EQ(read("192.0.2.1, 192.0.2"), hops{});
    EXPECT_EQ(read("[2001:db8::1"), hops{});
    EXPECT_EQ(read("[2001:db8::1]x"), hops{});
    EXPECT_EQ(read("\"192.0.2.1\""), hops{});
    EXPECT_EQ(read("192.0.2.1 192.0.2.2"), hops{});
}

TEST(forwarded_hops, forwarded_names_them_among_other_things)
{
    auto const read = [](std::string_view value) { return all(value, notation::forwarded); };
    EXPECT_EQ(read("for=192.0.2.1;proto=https;by=203.0.113.9, For=\"[2001:db8::1]:4711\""),
              (hops{"2001:db8::1", "::ffff:192.0.2.1"}));
    EXPECT_EQ(read("proto=http;FOR=\"192.0.2.1:80\";host=\"a,b;c\""), (hops{"::ffff:192.0.2.1"}));
    EXPECT_EQ(read("for=192.0.2.1, proto=http"), hops{}) << "this hop does not say";
    EXPECT_EQ(read("for=_hidden"), hops{});
    EXPECT_EQ(read("for=unknown"), hops{});
    EXPECT_EQ(read("192.0.2.1"), hops{});
}

TEST(forwarded_hops, an_open_quote_does_not_swallow_what_the_proxy_wrote)
{
    EXPECT_EQ(all("\", 192.0.2.2", notation::x_forwarded_for), (hops{"::ffff:192.0.2.2"}));
    EXPECT_EQ(all("for=\"1.2.3.4, for=192.0.2.2", notation::forwarded).front(), "::ffff:192.0.2.2");
}

} // namespace
} // namespace wayfinder::wire
