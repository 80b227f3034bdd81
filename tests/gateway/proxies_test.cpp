// Clients behind proxies: their addresses count if the proxy is trusted. The limit on requests without a key,
// which applies per address, makes that visible.
#include "gateway_test.hpp"
#include "socket.hpp"

namespace wayfinder::testing {
namespace {

using namespace std::string_literals;

class proxies : public gateway_test {
protected:
    void start_behind(std::string const& keys, std::vector<std::string> arguments = {"--workers", "1"})
    {
        start_with(two_models(upstream_, {.gateway = keys,
                                          .limits = "unauthorized_rpm = 1",
                                          .more_models = "[gateway.keys.team]\nhash = \"" +
                                                         std::string(64, 'a') + "\"\n"}),
                   std::move(arguments));
    }

    /// 401, and 429 if this address has been here before.
    [[nodiscard]] int claiming(std::string const& address, std::string const& name = "X-Forwarded-For") const
    {
        return gateway_->chat(chat_body(trivial_prompt), {{name, address}}).status;
    }

    /// The status of a request that follows these bytes; 0 if the connection is closed instead.
    [[nodiscard]] int behind(std::string const& header, file_descriptor fd) const
    {
        http_connection client{std::make_unique<plain_stream>(std::move(fd))};
        try {
            client.send(header + post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
            return client.read_response().status;
        } catch (peer_gone const&) {
            return 0;
        }
    }
    [[nodiscard]] int behind(std::string const& header) const
    {
        return behind(header, connect_to_loopback(gateway_->port()));
    }

    static std::string version_one(std::string const& source)
    {
        return "PROXY TCP4 " + source + " 10.0.0.1 1234 80\r\n";
    }
    /// 192.0.2.`last`
    static std::string version_two(char last)
    {
        return "\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0C\xC0\0\x02"s + last + "\x0A\0\0\x01\x30\x39\0\x50"s;
    }
};

TEST_F(proxies, a_trusted_one_speaks_for_many)
{
    start_behind("trusted_proxies = [\"127.0.0.0/8\"]");
    EXPECT_EQ(claiming("192.0.2.1"), 401);
    EXPECT_EQ(claiming("192.0.2.1"), 429);
    EXPECT_EQ(claiming("192.0.2.2"), 401);
    EXPECT_EQ(claiming("8.8.8.8, 192.0.2.2"), 429) << "what a client has written itself does not count";
}

TEST_F(proxies, others_speak_for_themselves)
{
    start_behind("trusted_proxies = [\"10.0.0.0/8\"]");
    EXPECT_EQ(claiming("192.0.2.1"), 401);
    EXPECT_EQ(claiming("192.0.2.2"), 429);
}

TEST_F(proxies, the_standard_header_counts_where_it_is_chosen)
{
    start_behind("trusted_proxies = [\"127.0.0.1\"]\nforwarded_header = \"forwarded\"");
    EXPECT_EQ(claiming("for=192.0.2.1;proto=https", "Forwarded"), 401);
    EXPECT_EQ(claiming("for=192.0.2.2", "Forwarded"), 401);
    EXPECT_EQ(claiming("for=192.0.2.2", "Forwarded"), 429);
}

TEST_F(proxies, nobody_gets_in_as_a_neighbour_on_hearsay)
{
    start({.gateway = "trusted_proxies = [\"127.0.0.1\"]"});
    EXPECT_EQ(gateway_->get("/metrics").status, 200);
    EXPECT_EQ(gateway_->get("/metrics", {{"X-Forwarded-For", "127.0.0.1"}}).status, 403);
    EXPECT_EQ(gateway_->get("/metrics", {{"X-Forwarded-For", "192.0.2.1"}}).status, 403);
}

TEST_F(proxies, nor_as_somebody_who_cannot_be_read)
{
    for (auto const* header : {"x-forwarded-for", "forwarded"}) {
        start({.gateway =
                   "trusted_proxies = [\"127.0.0.1\"]\nforwarded_header = \"" + std::string{header} + "\""});
        for (auto const* origin : {"unknown", "for=unknown", "_hidden", "for=_hidden", "junk", "for="})
            EXPECT_EQ(gateway_->get("/metrics", {{header, origin}}).status, 403) << header << ": " << origin;
    }
}

TEST_F(proxies, a_header_that_does_not_say_who_opens_nothing)
{
    start({.gateway = "trusted_proxies = [\"127.0.0.1\"]\nproxy_protocol = true"});
    auto const block = "\x7f\0\0\1\x7f\0\0\1\x30\x39\0\x50"s;
    auto const second = "\r\n\r\n\0\r\nQUIT\n"s;
    auto const seen = [&](std::string const& header) {
        http_connection client{std::make_unique<plain_stream>(connect_to_loopback(gateway_->port()))};
        client.send(header + request_bytes("GET", "/metrics"));
        return client.read_response().status;
    };
    EXPECT_EQ(seen("PROXY UNKNOWN\r\n"), 403);
    EXPECT_EQ(seen(second + "\x21\0\0\0"s), 403) << "of no family";
    EXPECT_EQ(seen(second + "\x21\x12\0\x0C"s + block), 403) << "a datagram";
    EXPECT_EQ(seen("PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\n"), 403) << "hearsay";
    EXPECT_EQ(seen(second + "\x20\0\0\0"s), 200) << "the proxy itself";
}

TEST_F(proxies, connections_count_for_whom_the_header_names)
{
    start({.gateway = "trusted_proxies = [\"127.0.0.1\"]\nproxy_protocol = true",
           .limits = "max_connections_per_address = 2"});
    std::vector<http_connection> inside;
    auto const enter = [&](std::string const& header) {
        auto& client = inside.emplace_back(gateway_->connect());
        client.send(header + request_bytes("GET", "/livez"));
        return client.read_response().status;
    };
    for (int i = 0; i < 2; ++i) EXPECT_EQ(enter(version_one("192.0.2.1")), 200);
    EXPECT_EQ(enter(version_one("192.0.2.1")), 503);
    EXPECT_TRUE(inside.back().closed_by_server());
    EXPECT_EQ(enter(version_two('\1')), 503);
    EXPECT_EQ(enter(version_two('\2')), 200) << "somebody else";
    inside.clear();
    EXPECT_TRUE(eventually([&] { return behind(version_one("192.0.2.1")) == 200; }));
}

TEST_F(proxies, both_versions_of_the_protocol)
{
    start_behind("trusted_proxies = [\"127.0.0.1\"]\nproxy_protocol = true", {"--workers", "1"});
    EXPECT_EQ(behind(version_one("192.0.2.1")), 401);
    EXPECT_EQ(behind(version_one("192.0.2.1")), 429);
    EXPECT_EQ(behind(version_two('\1')), 429);
    EXPECT_EQ(behind(version_two('\2')), 401);
}

TEST_F(proxies, a_header_may_come_in_pieces_and_not_at_all_too_late)
{
    gateway_setup setup{.config = two_models(upstream_, {.gateway = "trusted_proxies = [\"127.0.0.1\"]\n"
                                                                    "proxy_protocol = true",
                                                         .limits = "handshake_timeout = 0.5"})};
    setup.environment = {{"EXAMPLE_API_KEY", std::string{secret_key}}};
    gateway_.emplace(setup);
    http_connection slow{gateway_->port()};
    for (char const c : version_two('\1')) slow.send({&c, 1});
    slow.send(request_bytes("GET", "/livez"));
    EXPECT_EQ(slow.read_response().status, 200);
    http_connection silent{gateway_->port()};
    EXPECT_TRUE(silent.closed_by_server());
}

TEST_F(proxies, what_must_begin_with_a_header_does)
{
    start_behind("trusted_proxies = [\"127.0.0.1\"]\nproxy_protocol = true");
    EXPECT_EQ(behind(""), 0);
    EXPECT_EQ(behind("PROXY TCP4 192.0.2.1 10.0.0.1 1 2 3\r\n"), 0);
}

TEST_F(proxies, nobody_else_may_send_a_header)
{
    start_behind("trusted_proxies = [\"10.0.0.0/8\"]\nproxy_protocol = true");
    EXPECT_EQ(behind(version_one("192.0.2.1")), 400);
    EXPECT_EQ(behind(version_two('\1')), 400);
    EXPECT_EQ(behind(""), 401);
}

TEST_F(proxies, a_unix_socket_may_be_trusted)
{
    temporary_directory const place;
    auto const file = (place.path() / "w.sock").string();
    start_behind("trusted_proxies = [\"unix:\"]\nproxy_protocol = true", {"--listen", "unix:" + file});
    EXPECT_EQ(behind(version_two('\1'), connect_to_file(file)), 401);
    EXPECT_EQ(behind(version_two('\1'), connect_to_file(file)), 429);
    EXPECT_EQ(behind("", connect_to_file(file)), 0);
    EXPECT_EQ(behind(""), 401) << "by TCP it is somebody else";
}

} // namespace
} // namespace wayfinder::testing
