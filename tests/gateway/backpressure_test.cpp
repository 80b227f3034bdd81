// A slow reader slows the upstream down; the gateway's memory does not grow.
#include "gateway_test.hpp"

#include <iostream>
#include <utility>

namespace wayfinder::testing {
namespace {

constexpr std::size_t event_size = 16U << 10U;
constexpr std::size_t event_count = (sanitized ? 32U : 64U) << 10U << 10U;
constexpr std::size_t kernel_buffers = 24U << 20U; ///< generous bound on what sockets on the way may buffer
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

    /// Clients that have each requested an answer of 900 kB and do not read it.
    std::vector<http_connection> slow_readers(std::size_t count)
    {
        upstream_.answer_with([](recorded_request const& request, auto& reply) {
            bool const large = request.body.find("large") != std::string::npos;
            reply.respond(200, large ? completion_of(900'000) : completion_json,
                          {{"Content-Type", "application/json"}});
        });
        std::vector<http_connection> clients;
        for (std::size_t i = 0; i < count; ++i) {
            clients.push_back(gateway_->connect(16 << 10));
            clients.back().send(post_bytes("/v1/chat/completions", chat_body("large")));
        }
        return clients;
    }

    static std::string completion_of(std::size_t size)
    {
        return R"({"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,)"
               R"("message":{"role":"assistant","content":")" +
               std::string(size, 'x') + R"("},"finish_reason":"stop"}]})";
    }

    /// The value of a sample of /metrics.
    [[nodiscard]] double figure(std::string_view name) const
    {
        auto const page = gateway_->get("/metrics").body;
        auto const line = "\nwayfinder_router_" + std::string{name} + " ";
        auto const at = page.find(line);
        return at == page.npos ? -1 : std::stod(page.substr(at + line.size()));
    }

    /// Waits until the upstream can send no more bytes.
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

TEST_F(backpressure, answers_that_wait_for_their_clients_are_bounded)
{
    start({.limits = "max_buffered_bytes = 4194304\nwrite_timeout = 60"});
    auto clients = slow_readers(12);
    ASSERT_TRUE(eventually([&] {
        return figure(R"(requests_shed_total{reason="memory"})") > 0 &&
               upstream_.request_count() == clients.size();
    }));
    EXPECT_LE(figure("request_body_bytes"), 4194304);
    int served = 0;
    int turned_away = 0;
    for (auto& each : clients) {
        auto const answer = each.read_head();
        served += answer.status == 200 ? 1 : 0;
        if (answer.status == 200) continue;
        ++turned_away;
        EXPECT_EQ(answer.status, 503);
        EXPECT_EQ(answer.headers.get("retry-after"), "1");
    }
    EXPECT_GT(served, 0);
    EXPECT_GT(turned_away, 0);
    auto const recent = parsed(gateway_->get("/router/recent").body);
    int charged = 0;
    for (auto const& each : recent.at("recent"))
        if (each.at("status") == 503 && each.at("outcome") == "cut")
            charged += each.at("cost").at("tokens").get<int>() > 0 ? 1 : 0;
    EXPECT_EQ(charged, turned_away) << "the upstream has answered, and wants its money";
    clients.clear();
    EXPECT_TRUE(eventually([&] { return figure("request_body_bytes") == 0; }));
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 200);
}

TEST_F(backpressure, their_memory_goes_back_to_the_system)
{
    start({.limits = "write_timeout = 60"});
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 200);
    auto const before = gateway_->resident_memory();
    constexpr std::size_t held = 48U << 20U;
    auto clients = slow_readers(80);
    ASSERT_TRUE(eventually([&] { return figure("request_body_bytes") > static_cast<double>(held); }));
    auto const then = gateway_->resident_memory();
    std::cout << "[ measured ] " << clients.size() << " answers of 900 kB that nobody reads: gateway grew by "
              << ((then - std::min(before, then)) >> 10U) << " KiB\n";
    clients.clear();
    ASSERT_TRUE(eventually([&] { return figure("request_body_bytes") == 0; }));
    if (sanitized) return;
    EXPECT_TRUE(eventually([&] { return gateway_->resident_memory() < before + held / 2; }))
        << gateway_->resident_memory();
}

} // namespace
} // namespace wayfinder::testing
