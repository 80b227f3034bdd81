// The origin of a request, as far as proxies are trusted.
#include "net/server/connection_terms.hpp"
#include "net/socket_address.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace wayfinder::net {
namespace {

class connection_terms_test : public testing::Test {
protected:
    connection_terms_test()
    {
        for (auto const* each : {"10.0.0.0/8", "fd00::/8", "127.0.0.1"})
            terms_.settings.trusted_proxies.push_back(*config::parse_network(each));
    }

    [[nodiscard]] client_origin from(std::string const& address) const
    {
        return terms_.origin_of(any_endpoint{tcp::endpoint{asio::ip::make_address(address), 1234}});
    }

    /// For a request from this address with these X-Forwarded-For values.
    [[nodiscard]] std::string client(std::string const& peer, std::vector<std::string> const& headers,
                                     std::string const& name = "X-Forwarded-For") const
    {
        request incoming;
        for (auto const& each : headers) incoming.head.add(name, each);
        return terms_.client_of(incoming, from(peer)).to_string();
    }

    connection_terms terms_;
};

TEST_F(connection_terms_test, strangers_speak_for_themselves)
{
    EXPECT_EQ(client("192.0.2.1", {"198.51.100.1"}), "192.0.2.1");
    EXPECT_EQ(client("192.0.2.1", {}), "192.0.2.1");
}

TEST_F(connection_terms_test, a_trusted_proxy_is_believed)
{
    EXPECT_EQ(client("10.1.2.3", {"198.51.100.1"}), "198.51.100.1");
    EXPECT_EQ(client("fd00::5", {"2001:db8::9"}), "2001:db8::9");
    EXPECT_EQ(client("::ffff:10.1.2.3", {"198.51.100.1"}), "198.51.100.1") << "on a socket for both families";
    EXPECT_EQ(client("10.1.2.3", {}), "10.1.2.3");
}

TEST_F(connection_terms_test, the_first_stranger_from_here_counts)
{
    EXPECT_EQ(client("10.1.2.3", {"1.1.1.1, 198.51.100.1, 10.9.9.9"}), "198.51.100.1");
    EXPECT_EQ(client("10.1.2.3", {"1.1.1.1", "198.51.100.1", "10.9.9.9"}), "198.51.100.1") << "fields add up";
    EXPECT_EQ(client("10.1.2.3", {"10.0.0.7, 10.9.9.9"}), "10.0.0.7")
        << "the farthest, where all are trusted";
}

TEST_F(connection_terms_test, an_origin_that_cannot_be_read_is_a_strangers)
{
    for (auto const* each : {"unknown, 10.9.9.9", "rubbish", "unknown", "_hidden", "1.2.3.4:x:y", "[::1"})
        EXPECT_EQ(client("127.0.0.1", {each}), "0.0.0.0") << each;
    EXPECT_EQ(client("10.1.2.3", {"unknown, 198.51.100.1"}), "198.51.100.1") << "who asks is known";
    EXPECT_EQ(client("10.1.2.3", {""}), "10.1.2.3") << "nothing was written down";
    terms_.settings.forwarded = config::forwarding_header::forwarded;
    for (auto const* each : {"for=unknown", "for=_hidden", "proto=https", "for=", "junk"})
        EXPECT_EQ(client("127.0.0.1", {each}, "Forwarded"), "0.0.0.0") << each;
}

TEST_F(connection_terms_test, nobody_becomes_a_neighbour_on_hearsay)
{
    EXPECT_EQ(client("10.1.2.3", {"127.0.0.1"}), "0.0.0.0");
    EXPECT_EQ(client("10.1.2.3", {"::1"}), "0.0.0.0");
    EXPECT_FALSE(terms_.origin_of(*config::parse_address("127.0.0.1")).trusted);
}

TEST_F(connection_terms_test, only_one_of_the_two_headers_is_read)
{
    EXPECT_EQ(client("10.1.2.3", {"for=198.51.100.1"}, "Forwarded"), "10.1.2.3");
    terms_.settings.forwarded = config::forwarding_header::forwarded;
    EXPECT_EQ(client("10.1.2.3", {"for=198.51.100.1"}, "Forwarded"), "198.51.100.1");
    EXPECT_EQ(client("10.1.2.3", {"198.51.100.1"}), "10.1.2.3");
}

TEST_F(connection_terms_test, a_unix_socket_has_no_address_and_may_be_trusted)
{
    any_endpoint const file{asio::generic::stream_protocol::endpoint{}};
    EXPECT_TRUE(terms_.origin_of(file).address.is_unspecified());
    EXPECT_FALSE(terms_.origin_of(file).trusted);
    terms_.settings.unix_trusted = true;
    EXPECT_TRUE(terms_.origin_of(file).trusted);
}

} // namespace
} // namespace wayfinder::net
