// Limits on connections, requests and body memory, and which clients are refused first.
#include "gateway_test.hpp"

#include <fstream>

#include <sys/resource.h>

namespace wayfinder::testing {
namespace {

class caps : public gateway_test {
protected:
    /// `count` connections and no others: the first one waits until those of earlier exchanges are gone,
    /// which takes a moment.
    std::vector<http_connection> connected(std::size_t count)
    {
        std::vector<http_connection> all;
        all.push_back(gateway_->connect());
        EXPECT_TRUE(
            eventually([&] { return sample_of(all.front(), "wayfinder_router_connections") == "1"; }));
        while (all.size() < count) {
            all.push_back(gateway_->connect());
            all.back().send(request_bytes("GET", "/livez"));
            EXPECT_EQ(all.back().read_response().status, 200);
        }
        return all;
    }

    void expect_turned_away()
    {
        auto client = gateway_->connect();
        client.send(request_bytes("GET", "/livez"));
        auto const answer = client.read_response();
        EXPECT_EQ(answer.status, 503);
        EXPECT_EQ(answer.headers.get("retry-after"), "1");
        EXPECT_EQ(answer.headers.get("connection"), "close");
        EXPECT_EQ(parsed(answer.body)["error"]["code"], "too_many_connections");
        EXPECT_TRUE(client.closed_by_server());
    }

    /// The value of a sample; "" if there is none.
    std::string figure(std::string_view name)
    {
        auto client = gateway_->connect();
        return sample_of(client, name);
    }

    static std::string sample_of(http_connection& client, std::string_view name)
    {
        client.send(request_bytes("GET", "/metrics"));
        auto const page = client.read_response().body;
        auto const line = "\n" + std::string{name} + " ";
        auto const at = page.find(line);
        if (at == page.npos) return {};
        auto const value = at + line.size();
        return page.substr(value, page.find('\n', value) - value);
    }
};

TEST_F(caps, connections_beyond_the_limit_are_answered_503)
{
    start({.limits = "max_connections = 8"});
    auto clients = connected(8);
    for (int i = 0; i < 100; ++i) expect_turned_away();
    EXPECT_EQ(sample_of(clients[0], R"(wayfinder_router_connections_refused_total{reason="total"})"), "100");
    EXPECT_EQ(sample_of(clients[0], "wayfinder_router_connections"), "8");
    clients.pop_back();
    EXPECT_TRUE(eventually([&] { return gateway_->get("/livez").status == 200; }));
}

TEST_F(caps, so_are_those_of_one_address)
{
    start({.limits = "max_connections_per_address = 4"});
    auto clients = connected(4);
    expect_turned_away();
    EXPECT_EQ(sample_of(clients[0], R"(wayfinder_router_connections_refused_total{reason="address"})"), "1");
    clients.clear();
    EXPECT_TRUE(eventually([&] { return gateway_->get("/livez").status == 200; }));
}

TEST_F(caps, the_limit_is_that_of_all_workers_together)
{
    start_with(two_models(upstream_, {.limits = "max_connections = 6"}), {"--workers", "3"});
    auto const clients = connected(6);
    expect_turned_away();
}

TEST_F(caps, a_reload_changes_the_limit)
{
    start({.limits = "max_connections = 2"});
    auto const clients = connected(2);
    expect_turned_away();
    auto const file = gateway_->directory() / "wayfinder-router.toml";
    auto text = read_file(file);
    std::ofstream{file} << text.replace(text.find("max_connections = 2"), 19, "max_connections = 9");
    gateway_->signal(SIGHUP);
    EXPECT_TRUE(eventually([&] { return gateway_->get("/livez").status == 200; }));
}

TEST_F(caps, requests_beyond_the_limit_are_shed_and_probes_are_not)
{
    gate answer_now;
    upstream_.answer_with([&](auto const&, auto& reply) {
        reply.wait(answer_now);
        reply.respond(200, completion_json);
    });
    start({.limits = "max_requests = 2"});
    std::vector<http_connection> waiting;
    for (int i = 0; i < 2; ++i) {
        waiting.push_back(gateway_->connect());
        waiting.back().send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
    }
    EXPECT_TRUE(upstream_.log().wait_for_requests(2));

    auto client = gateway_->connect();
    client.send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
    auto const shed = client.read_response();
    expect_error(shed, 503, "wayfinder_router_overloaded", "overloaded");
    EXPECT_EQ(shed.headers.get("retry-after"), "1");
    expect_error(gateway_->get("/v1/models"), 503, "wayfinder_router_overloaded");
    for (auto const* page : {"/healthz", "/livez", "/readyz", "/metrics", "/v1/savings"})
        EXPECT_EQ(gateway_->get(page).status, 200) << page;
    EXPECT_EQ(figure(R"(wayfinder_router_requests_shed_total{reason="requests"})"), "2");

    answer_now.open();
    for (auto& each : waiting) EXPECT_EQ(each.read_response().status, 200);
    client.send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
    EXPECT_EQ(client.read_response().status, 200) << "the connection was kept";
}

TEST_F(caps, bodies_beyond_the_memory_for_them_are_shed)
{
    start({.limits = "max_buffered_bytes = 1048576"});
    auto large = gateway_->connect();
    large.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n" +
               std::string(800'000, ' '));
    EXPECT_TRUE(eventually([&] {
        auto const held = figure("wayfinder_router_request_body_bytes");
        return !held.empty() && std::stod(held) > 700'000;
    }));
    auto const body = chat_body(std::string(500'000, 'x'));
    expect_error(gateway_->chat(body), 503, "wayfinder_router_overloaded", "overloaded");
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt)).status, 200) << "what is small still fits";
    auto chunked = gateway_->connect();
    chunked.send("POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                 "7a120\r\n" +
                 std::string(500'000, ' '));
    expect_error(chunked.read_response(), 503, "wayfinder_router_overloaded", "overloaded");
    EXPECT_EQ(figure(R"(wayfinder_router_requests_shed_total{reason="memory"})"), "2");
    large.close();
    EXPECT_TRUE(eventually([&] { return gateway_->chat(body).status == 200; }));
    EXPECT_TRUE(eventually([&] { return figure("wayfinder_router_request_body_bytes") == "0"; }));
}

TEST_F(caps, every_descriptor_that_the_system_allows_is_used)
{
    rlimit const before = [] {
        rlimit limit{};
        ::getrlimit(RLIMIT_NOFILE, &limit);
        return limit;
    }();
    rlimit low = before;
    low.rlim_cur = std::min<rlim_t>(256, before.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &low);
    start();
    ::setrlimit(RLIMIT_NOFILE, &before);
    EXPECT_EQ(std::stod(figure("process_max_fds")), static_cast<double>(before.rlim_max));
}

} // namespace
} // namespace wayfinder::testing
