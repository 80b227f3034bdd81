// A client that reads slowly slows the upstream down; the gateway's memory stays where it was.
#include "gateway_test.hpp"

#include <iostream>
#include <utility>

namespace wayfinder::testing {
namespace {

constexpr std::size_t event_size = 16U << 10U;
constexpr std::size_t event_count = (sanitized ? 32U : 64U) << 10U << 10U;
constexpr std::size_t kernel_buffers = 24U << 20U; ///< what sockets on the way may hold, generously
constexpr std::size_t growth_allowed = 8U << 20U;

class backpressure : public gateway_test {
protected:
    /// Streams `total` bytes of events to a client that has not read anything yet.
    http_connection flood(std::size_t total)
    {
        upstream_.answer_with([total](auto const&, auto& reply) {
            reply.begin_events();
            // With "data: " and the blank line: event_size.
            auto const data = delta(std::string(event_size - 8 - delta("").size(), 'x'));
            for (std::size_t sent = 0; sent < total; sent += event_size) reply.event(data);
            reply.event("[DONE]");
            reply.end_events();
        });
        auto client = gateway_->connect(16 << 10);
        client.send(post_bytes("/v1/chat/completions", stream_body()));
        return client;
    }

    /// Waits until the upstream gets rid of no more bytes.
    bool upstream_stands_still()
    {
        std::size_t before = 0;
        return eventually([&] {
            std::this_thread::sleep_for(200ms);
            auto const now = upstream_.bytes_sent();
            return std::exchange(before, now) == now && now > 0;
        });
    }
};

TEST_F(backpressure, a_client_that_does_not_read_stops_the_upstream)
{
    auto& gateway = start();
    EXPECT_EQ(gateway.chat(chat_body(trivial_prompt)).status, 200);
    auto const before = gateway.resident_memory();
    auto client = flood(event_count);
    ASSERT_TRUE(upstream_stands_still());
    auto const after = gateway.resident_memory();
    EXPECT_LT(upstream_.bytes_sent(), kernel_buffers);
    std::cout << "[ measured ] upstream got rid of " << (upstream_.bytes_sent() >> 10U)
              << " KiB, gateway grew by " << ((after - std::min(before, after)) >> 10U) << " KiB\n";
    if (!sanitized) {
        EXPECT_LT(after, before + growth_allowed);
    }
    EXPECT_EQ(gateway.get("/healthz").status, 200);

    std::size_t received = 0;
    EXPECT_EQ(client.read_head().status, 200);
    while (auto const piece = client.read_piece()) received += piece->size();
    EXPECT_EQ(received, event_count + std::string_view{"data: [DONE]\n\n"}.size());
    EXPECT_EQ(client.ending(), body_ending::clean);
}

TEST_F(backpressure, many_such_clients_cost_little_each)
{
    constexpr std::size_t clients = 8;
    auto& gateway = start();
    EXPECT_EQ(gateway.chat(chat_body(trivial_prompt)).status, 200);
    auto const before = gateway.resident_memory();
    std::vector<http_connection> idle;
    for (std::size_t i = 0; i < clients; ++i) idle.push_back(flood(event_count));
    ASSERT_TRUE(upstream_stands_still());
    auto const after = gateway.resident_memory();
    std::cout << "[ measured ] " << clients << " stalled clients: gateway grew by "
              << ((after - std::min(before, after)) >> 10U) << " KiB\n";
    if (!sanitized) {
        EXPECT_LT(after, before + growth_allowed);
    }
    for (auto& each : idle) each.reset();
    for (std::size_t i = 0; i < clients; ++i) {
        auto const connection = upstream_.log().all()[i + 1].connection;
        EXPECT_TRUE(upstream_.log().wait_for_departure(connection, promptly));
    }
}

} // namespace
} // namespace wayfinder::testing
