// SIGHUP: the file is read again; one that cannot be used changes nothing.
#include "config_file_test.hpp"

#include <sys/resource.h>

namespace wayfinder::testing {
namespace {

class reload : public config_file_test {
protected:
    void rewrite(std::string const& config) { write(file(), config); }
};

TEST_F(reload, new_requests_see_the_new_file)
{
    start();
    EXPECT_EQ(routed_to(), "cloud");
    rewrite(two_models(upstream_, {.routing = "threshold = 0.9"}));
    gateway_->signal(SIGHUP);
    EXPECT_TRUE(eventually([&] { return routed_to() == "local"; }));
}

TEST_F(reload, what_the_system_has_no_room_for_changes_nothing)
{
    if (sanitized) GTEST_SKIP() << "a sanitizer's address space has no bound";
    start();
    auto const limit_memory = [&](rlim_t bytes) {
        rlimit const limit{bytes, RLIM_INFINITY};
        ASSERT_EQ(::prlimit(gateway_->pid(), RLIMIT_AS, &limit, nullptr), 0);
    };
    auto const more = two_models(upstream_, {.routing = "threshold = 0.9"}) +
                      "[gateway.access_log]\nformat = \"json\"\nfile = \"access.log\"\n";
    limit_memory(gateway_->memory_in_use().addresses + (2U << 20U)); // no stack for another thread
    rewrite(more);
    gateway_->signal(SIGHUP);
    EXPECT_TRUE(log_says("the previous one stays active"));
    EXPECT_EQ(routed_to(), "cloud");
    EXPECT_EQ(generation(), 1);
    limit_memory(RLIM_INFINITY);
    gateway_->signal(SIGHUP);
    EXPECT_TRUE(becomes("local"));
}

TEST_F(reload, a_broken_file_changes_nothing_and_is_explained)
{
    start();
    rewrite("[routing]\nthreshold = 7\nbogus = 1\n");
    gateway_->signal(SIGHUP);
    EXPECT_TRUE(log_says("wayfinder-router.toml:2:"));
    EXPECT_TRUE(log_says("wayfinder-router.toml:3:"));
    EXPECT_TRUE(log_says("the previous one stays active"));
    EXPECT_EQ(routed_to(), "cloud");
}

TEST_F(reload, a_file_that_would_break_a_route_changes_nothing)
{
    start();
    auto const tiers = [](std::string const& model) {
        return "[[routing.tiers]]\nmin_score = 0\nmodel = \"" + model + "\"\n";
    };
    auto const models = two_models(upstream_);
    rewrite(models + tiers("clod"));
    gateway_->signal(SIGHUP);
    EXPECT_TRUE(log_says("the previous one stays active"));
    EXPECT_TRUE(log_says("did you mean \"cloud\"?; fix it, or restart to apply it anyway"));
    EXPECT_TRUE(eventually([&] { return health()["status"] == "degraded"; }));
    EXPECT_EQ(routed_to(), "cloud");
    rewrite(models + tiers("local"));
    gateway_->signal(SIGHUP);
    EXPECT_TRUE(becomes("local"));
    EXPECT_FALSE(has_error());
}

TEST_F(reload, a_route_that_leads_nowhere_already_hinders_no_reload)
{
    auto const half = [&](std::string const& cut) {
        return "[routing]\nthreshold = " + cut + "\n" + model_table("local", upstream_.url("/local/v1"));
    };
    start_with(half("0.2"));
    EXPECT_EQ(gateway_->chat(chat_body(complex_prompt)).status, 500);
    rewrite(half("0.9"));
    gateway_->signal(SIGHUP);
    EXPECT_TRUE(becomes("local"));
}

TEST_F(reload, a_vanished_file_changes_nothing)
{
    start();
    std::filesystem::remove(gateway_->directory() / "wayfinder-router.toml");
    gateway_->signal(SIGHUP);
    EXPECT_TRUE(log_says("the previous one stays active"));
    EXPECT_EQ(routed_to(), "cloud");
}

TEST_F(reload, a_request_under_way_keeps_its_configuration)
{
    gate finish;
    upstream_.answer_with([&](auto const&, auto& reply) {
        reply.wait(finish);
        reply.respond(200, R"({"id":"late","choices":[{}]})");
    });
    start();
    auto waiting = gateway_->connect();
    waiting.send(post_bytes("/v1/chat/completions", chat_body(complex_prompt)));
    ASSERT_TRUE(upstream_.log().wait_for_requests(1));
    rewrite("[routing]\nthreshold = 0.9\n"); // no model left
    gateway_->signal(SIGHUP);
    ASSERT_TRUE(log_says("no [gateway.models] are configured"));
    finish.open();
    auto const answer = waiting.read_response();
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.headers.get("x-wayfinder-router-served-by"), "cloud");
    EXPECT_EQ(gateway_->chat(chat_body(complex_prompt)).status, 500);
}

} // namespace
} // namespace wayfinder::testing
