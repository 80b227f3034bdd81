// What a reload changes and what it does not.
#include "config_file_test.hpp"

#include <atomic>
#include <thread>

namespace wayfinder::testing {
namespace {

class reload_effects : public config_file_test {
protected:
    http_response ask() { return gateway_->chat(chat_body(trivial_prompt)); }
};

TEST_F(reload_effects, connections_to_upstreams_outlive_a_change_of_the_routing)
{
    start();
    for (int i = 0; i < 3; ++i) EXPECT_EQ(ask().status, 200);
    replace(file(), routing_to("local"));
    ASSERT_TRUE(reaches_generation(2));
    for (int i = 0; i < 3; ++i) EXPECT_EQ(ask().status, 200);
    EXPECT_EQ(upstream_.request_count(), 6U);
    EXPECT_EQ(upstream_.log().connections(), 1U);
}

TEST_F(reload_effects, one_model_s_new_address_leaves_the_other_s_connections)
{
    fake_upstream other;
    auto const models = [&](fake_upstream const& cloud) {
        return "[routing]\nthreshold = 0.2\n" + model_table("local", upstream_.url()) +
               model_table("cloud", cloud.url());
    };
    fake_upstream first;
    start_with(models(first));
    EXPECT_EQ(ask().status, 200);
    EXPECT_EQ(gateway_->chat(chat_body(complex_prompt)).status, 200);
    EXPECT_EQ(first.request_count(), 1U);

    replace(file(), models(other));
    ASSERT_TRUE(reaches_generation(2));
    EXPECT_EQ(gateway_->chat(chat_body(complex_prompt)).status, 200);
    EXPECT_EQ(other.request_count(), 1U) << "the very next request";
    EXPECT_EQ(first.request_count(), 1U);
    EXPECT_EQ(ask().status, 200);
    EXPECT_EQ(upstream_.log().connections(), 1U);
}

TEST_F(reload_effects, a_new_key_goes_with_the_next_request_on_the_same_connection)
{
    gateway_setup setup{.config = model_table("local", upstream_.url(), "api_key_env = \"FIRST\"")};
    setup.environment = {{"FIRST", "sk-first"}, {"SECOND", "sk-second"}};
    gateway_.emplace(setup);
    EXPECT_EQ(ask().status, 200);
    EXPECT_EQ(upstream_.last_request().headers.get("authorization"), "Bearer sk-first");
    replace(file(), model_table("local", upstream_.url(), "api_key_env = \"SECOND\""));
    ASSERT_TRUE(reaches_generation(2));
    EXPECT_EQ(ask().status, 200);
    EXPECT_EQ(upstream_.last_request().headers.get("authorization"), "Bearer sk-second");
    EXPECT_EQ(upstream_.log().connections(), 1U);
}

TEST_F(reload_effects, a_replaced_ca_file_distrusts_what_the_former_one_trusted)
{
    test_authority const former;
    test_authority const fresh;
    fake_upstream secure{fake_upstream::completion(),
                         server_context(former.issue({.alternative_names = "DNS:localhost"}))};
    auto const url = "https://localhost:" + std::to_string(secure.port()) + "/v1";
    gateway_setup setup{.config = model_table("local", url, "ca_file = \"ca.pem\"")};
    setup.files = {{"ca.pem", former.pem()}};
    gateway_.emplace(setup);
    EXPECT_EQ(ask().status, 200);
    replace(beside("ca.pem"), former.pem());
    EXPECT_TRUE(throughout(300ms, [&] { return generation() == 1; })) << "the same certificates again";
    EXPECT_EQ(ask().status, 200);
    EXPECT_EQ(secure.log().connections(), 1U);

    replace(beside("ca.pem"), fresh.pem());
    ASSERT_TRUE(reaches_generation(2)) << "the watch covers the files that the configuration names";
    expect_error(ask(), 502, "wayfinder_router_upstream_error", "upstream_tls_failed");

    fs::remove(beside("ca.pem"));
    ASSERT_TRUE(eventually([&] { return has_error(); }));
    write(beside("ca.pem"), former.pem());
    ASSERT_TRUE(reaches_generation(3));
    EXPECT_FALSE(has_error());
    EXPECT_EQ(ask().status, 200);
}

/// Whether the path and the model's id of a request are of one generation.
bool of_one_configuration(recorded_request const& request)
{
    auto const mark = request.target.substr(1, request.target.find('/', 1) - 1);
    return request.body.find("\"model\":\"id-" + mark + '"') != std::string::npos ||
           request.body.find("\"model\": \"id-" + mark + '"') != std::string::npos;
}

TEST_F(reload_effects, fifty_reloads_under_a_steady_stream_of_requests_fail_none)
{
    auto const numbered = [&](int number) {
        auto const mark = "g" + std::to_string(number);
        return "[gateway.models.local]\nbase_url = \"" + upstream_.url("/" + mark + "/v1") +
               "\"\nmodel = \"id-" + mark + "\"\n";
    };
    start_with(numbered(1), {"--workers", "2"});
    std::atomic<int> failed{0};
    std::atomic<int> answered{0};
    {
        auto const stream = [&](std::stop_token const& stop) {
            auto client = gateway_->connect();
            while (!stop.stop_requested()) {
                client.send(post_bytes("/v1/chat/completions", chat_body(trivial_prompt)));
                failed += client.read_response().status != 200;
                failed += ask().status != 200; // on its own connection
                answered += 2;
            }
        };
        std::jthread const one{stream};
        std::jthread const two{stream};
        for (int number = 2; number <= 51; ++number) {
            auto const before = answered.load();
            replace(file(), numbered(number));
            gateway_->signal(SIGHUP);
            ASSERT_TRUE(reaches_generation(number)) << gateway_->log();
            ASSERT_TRUE(eventually([&] { return answered > before; }));
        }
    }
    EXPECT_EQ(failed, 0);
    auto const requests = upstream_.log().all();
    EXPECT_EQ(requests.size(), static_cast<std::size_t>(answered));
    for (auto const& each : requests)
        EXPECT_TRUE(of_one_configuration(each)) << each.target << ' ' << each.body;
    EXPECT_EQ(metric("config_reload_failures_total"), "0");
}

} // namespace
} // namespace wayfinder::testing
