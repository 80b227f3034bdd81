// Clients that send or read a byte now and then make progress, but not forever.
#include "gateway_test.hpp"

namespace wayfinder::testing {
namespace {

class slow_clients : public gateway_test {
protected:
    /// True once the gateway closes a client that continues in this way.
    template <class Step>
    static bool is_given_up(Step&& step)
    {
        return eventually([&] {
            try {
                return step();
            } catch (peer_gone const&) {
                return true;
            } catch (stream_timeout const&) {
                return false;
            }
        });
    }
};

constexpr auto impatient = "body_timeout = 0.3\nwrite_timeout = 0.3\nmin_rate = 100000";

TEST_F(slow_clients, a_body_that_trickles_ends)
{
    auto client = start({.limits = impatient}).connect();
    client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n");
    EXPECT_TRUE(is_given_up([&] {
        client.send(" ");
        return client.read_head(5ms).status == 408;
    }));
}

TEST_F(slow_clients, a_body_that_trickles_after_a_quick_begin_ends)
{
    auto client = start({.limits = impatient}).connect();
    client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 8000000\r\n\r\n");
    client.send(std::string(7'900'000, ' ')); // worth 79 seconds at the minimum rate
    EXPECT_TRUE(is_given_up([&] {
        client.send(" ");
        return client.read_head(5ms).status == 408;
    }));
}

TEST_F(slow_clients, a_chunked_body_that_trickles_ends)
{
    auto client = start({.limits = impatient}).connect();
    client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    EXPECT_TRUE(is_given_up([&] {
        client.send("1\r\n \r\n");
        return client.read_head(5ms).status == 408;
    }));
}

TEST_F(slow_clients, a_body_at_the_least_rate_arrives)
{
    auto const body = chat_body(std::string(400'000, 'x'));
    auto client = start({.limits = impatient}).connect();
    client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n\r\n");
    for (std::size_t at = 0; at < body.size(); at += 4000) {
        client.send(body.substr(at, 4000));
        std::this_thread::sleep_for(5ms); // 800 KB a second, and longer in total than body_timeout
    }
    EXPECT_EQ(client.read_response().status, 200);
}

TEST_F(slow_clients, an_answer_that_is_taken_by_the_byte_ends)
{
    upstream_.answer_with([](auto const&, auto& reply) {
        reply.begin_events();
        for (;;) reply.event(delta(std::string(60'000, 'x')));
    });
    auto& gateway = start({.limits = "write_timeout = 1\nmin_rate = 1000000"});
    auto client = gateway.connect(4096);
    client.send(post_bytes("/v1/chat/completions", stream_body()));
    client.read_head();
    auto const left = [&] {
        try {
            client.read_piece(1ms);
        } catch (std::exception const&) { // nothing there, or gone: the gateway's side decides
        }
        std::this_thread::sleep_for(20ms);
        return upstream_.log().wait_for_departure(0, 0ms).has_value();
    };
    EXPECT_TRUE(eventually(left));
}

TEST_F(slow_clients, no_rate_is_asked_for_where_it_is_0)
{
    auto client = start({.limits = "body_timeout = 0.3\nmin_rate = 0"}).connect();
    auto const body = chat_body(trivial_prompt);
    client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n\r\n");
    for (char const c : body) {
        client.send({&c, 1});
        std::this_thread::sleep_for(10ms); // longer in total than body_timeout
    }
    EXPECT_EQ(client.read_response().status, 200);
}

} // namespace
} // namespace wayfinder::testing
