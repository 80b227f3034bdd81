// Requests leave nothing behind in the gateway.
#include "gateway_test.hpp"

#include <fstream>
#include <iostream>

#include <unistd.h>

namespace wayfinder::testing {
namespace {

class leaks : public gateway_test {
protected:
    /// Expects as many descriptors as before, except for pooled upstream connections.
    void expect_descriptors(std::size_t before)
    {
        EXPECT_TRUE(eventually([&] { return gateway_->open_descriptors() <= before + 2; }))
            << before << " became " << gateway_->open_descriptors();
    }
};

TEST_F(leaks, descriptors_of_clients_and_failed_calls)
{
    auto& gateway = start();
    EXPECT_EQ(gateway.chat(chat_body(trivial_prompt)).status, 200);
    auto const before = gateway.open_descriptors();
    upstream_.answer_with([n = 0](auto const&, auto& reply) mutable {
        switch (n++ % 4) {
        case 0:
            return reply.reset();
        case 1:
            return reply.close();
        case 2:
            reply.begin_events();
            return reply.close();
        default:
            reply.respond(500, "{}");
        }
    });
    for (int i = 0; i < 40; ++i) {
        EXPECT_GE(gateway.chat(stream_body()).status, 500);
        EXPECT_EQ(gateway.chat("{").status, 400);
        EXPECT_EQ(gateway.get("/nowhere").status, 404);
    }
    expect_descriptors(before);
}

TEST_F(leaks, descriptors_of_clients_that_leave)
{
    upstream_.answer_with([](auto const&, auto& reply) { reply.stall(); });
    auto& gateway = start();
    auto const before = gateway.open_descriptors();
    for (std::size_t round = 1; round <= 3; ++round) {
        std::vector<http_connection> clients;
        for (int i = 0; i < 20; ++i) {
            clients.push_back(gateway.connect());
            clients.back().send(post_bytes("/v1/chat/completions", stream_body()));
        }
        ASSERT_TRUE(upstream_.log().wait_for_requests(20 * round));
    }
    expect_descriptors(before);
}

TEST_F(leaks, idle_connections_do_not_keep_the_bodies_that_they_carried)
{
    constexpr std::size_t connections = 12;
    auto& gateway = start();
    auto const body = post_bytes("/v1/chat/completions", chat_body(std::string(8U << 20U, 'x')));
    auto const ask = [&](http_connection& client) {
        client.send(body);
        EXPECT_EQ(client.read_response().status, 200);
    };
    auto first = gateway.connect();
    ask(first);
    auto const before = gateway.resident_memory();
    std::vector<http_connection> idle;
    for (std::size_t i = 0; i < connections; ++i) {
        idle.push_back(gateway.connect());
        ask(idle.back());
    }
    auto const after = gateway.resident_memory();
    std::cout << "[ measured ] " << connections
              << " idle connections that carried 8 MiB each: " << ((after - std::min(before, after)) >> 10U)
              << " KiB\n";
    if (!sanitized) {
        EXPECT_LT(after, before + (24U << 20U));
    }
}

TEST_F(leaks, code_that_only_starting_needs)
{
    if (sanitized) GTEST_SKIP() << "a sanitizer's runtime is resident as well";
    auto& gateway = start();
    auto const of_files = [&] {
        std::ifstream statm{"/proc/" + std::to_string(gateway.pid()) + "/statm"};
        std::size_t total = 0;
        std::size_t resident = 0;
        std::size_t shared = 0;
        statm >> total >> resident >> shared;
        return shared * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    };
    EXPECT_TRUE(eventually([&] { return of_files() < (10U << 20U); })) << of_files();
    std::cout << "[ measured ] of files, the gateway keeps " << (of_files() >> 10U) << " KiB resident\n";
}

TEST_F(leaks, memory_of_a_thousand_requests)
{
    auto& gateway = start();
    auto client = gateway.connect();
    auto const ask = [&](int times) {
        for (int i = 0; i < times; ++i) {
            client.send(post_bytes("/v1/chat/completions", chat_body(complex_prompt)));
            EXPECT_EQ(client.read_response().status, 200);
        }
    };
    ask(200);
    auto const before = gateway.resident_memory();
    ask(1000);
    if (!sanitized) {
        EXPECT_LT(gateway.resident_memory(), before + (2U << 20U));
    }
}

} // namespace
} // namespace wayfinder::testing
