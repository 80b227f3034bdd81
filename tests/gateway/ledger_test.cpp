// What is on disk, whatever happens to the process.
#include "governed.hpp"

#include <sys/resource.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

namespace wayfinder::testing {
namespace {

class ledger : public governed_test {
protected:
    temporary_directory place_;

    [[nodiscard]] std::string config(std::string const& more = {}) const
    {
        auto parts =
            priced("[gateway.ledger]\nfile = \"" + (place_.path() / "books.db").string() + "\"\n" + more);
        parts.gateway = "budget = {limit = 100, window = \"all\"}";
        return two_models(upstream_, parts);
    }
};

TEST_F(ledger, remembers_spend_and_recent_requests_across_restarts)
{
    upstream_.answer_with(answer_using(10, 40));
    start_with(config(key_table("team", "tags = [\"x\"]")));
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(gateway_->chat(bounded_body("cloud", 40), bearer("team")).status, 200);
    gateway_.reset();
    start_with(config(key_table("team", "tags = [\"x\"]") +
                      "[gateway.admin]\nopen = [\"savings\", \"router\", \"metrics\"]\n"));
    auto report = savings();
    EXPECT_EQ(report["requests"], 5);
    EXPECT_EQ(report["realized"], 0.25);
    EXPECT_EQ(report["by_key"]["team"]["realized"], 0.25);
    EXPECT_EQ(report["by_tag"]["x"]["requests"], 5);
    EXPECT_EQ(metric(R"(budget_spent_dollars{scope="gateway"})"), 0.25);
    auto recent = parsed(gateway_->get("/router/recent?limit=2").body);
    EXPECT_EQ(recent["total"], 5);
    EXPECT_EQ(recent["recent"].size(), 2U);
    EXPECT_EQ(recent["recent"][0]["key"], "team");
}

TEST_F(ledger, loses_no_answered_request_to_a_kill)
{
    upstream_.answer_with(answer_using(10, 40));
    std::atomic<int> answered{0};
    auto const* const wish = std::getenv("WAYFINDER_KILL_ROUNDS"); // set manually: as many as time permits
    int const rounds = wish == nullptr ? 10 : std::stoi(wish);
    for (int round = 0; round < rounds; ++round) {
        start_with(config(), {"--workers", "2"});
        {
            std::vector<std::jthread> clients;
            for (int i = 0; i < 4; ++i)
                clients.emplace_back([&](std::stop_token const& stop) {
                    while (!stop.stop_requested()) {
                        try {
                            if (gateway_->chat(bounded_body("cloud", 5)).status == 200) ++answered;
                        } catch (std::exception const&) {
                            return; // killed
                        }
                    }
                });
            std::this_thread::sleep_for(std::chrono::milliseconds{60});
            gateway_->signal(SIGKILL);
            EXPECT_TRUE(gateway_->wait_for_exit());
        }
        gateway_.reset();
    }
    start_with(config());
    EXPECT_GE(savings().value("requests", 0), answered.load());
    EXPECT_GT(answered, 50);
    EXPECT_EQ(metric(R"(budget_reserved_dollars{scope="gateway"})"), 0) << "no reservation is left behind";
}

TEST_F(ledger, is_beside_a_spool_that_goes_with_the_process)
{
    upstream_.answer_with(answer_using(10, 40));
    start_with(config());
    EXPECT_EQ(gateway_->chat(bounded_body("cloud", 40)).status, 200);
    auto const spools = [&] {
        int found = 0;
        for (auto const& each : std::filesystem::directory_iterator{place_.path()})
            found += each.path().filename().string().starts_with("books.db.spool-") ? 1 : 0;
        return found;
    };
    EXPECT_EQ(spools(), 1);
    gateway_->signal(SIGTERM);
    EXPECT_TRUE(gateway_->wait_for_exit());
    EXPECT_EQ(spools(), 0);
}

TEST_F(ledger, adds_up_to_the_nano_dollar)
{
    upstream_.answer_with(answer_using(7, 11));
    auto parts = priced("[gateway.models.local.price]\ninput = 0.15\noutput = 0.6\ncached_input = "
                        "0.075\nper_call = 0.000001\n");
    parts.local = "max_output_tokens = 50\n";
    start(parts);
    for (int i = 0; i < 10; ++i) EXPECT_EQ(gateway_->chat(bounded_body("local", 20)).status, 200);
    // 7 * 150 + 11 * 600 + 1000 nano-dollars each; cloud would have cost 18 tokens at a dollar per 1000.
    auto const text = gateway_->get("/v1/savings").body;
    EXPECT_NE(text.find(R"("realized":0.0000865,)"), text.npos) << text;
    EXPECT_NE(text.find(R"("baseline":0.18,)"), text.npos) << text;
    EXPECT_NE(text.find(R"("saved":0.1799135,)"), text.npos) << text;
    EXPECT_EQ(
        expect_error(gateway_->get("/v1/savings?period=typo"), 400, "invalid_request_error", "bad_period")
            .value("param", ""),
        "period");
    EXPECT_EQ(savings("?period=today")["period_days"], 1);
}

TEST_F(ledger, takes_over_the_references_file_once)
{
    std::ofstream{place_.path() / "savings.json"}
        << R"({"max_days":400,"priced":true,"days":{"2026-01-02":{"n":3,)"
           R"("realized":0.3,"baseline":0.5,"savings":0.2,"tokens":900,"estimated_n":1,"by_route":{"cloud":{"n":3,)"
           R"("realized":0.3,"baseline":0.5,"savings":0.2,"tokens":900}},"by_key":{}}}})";
    for (int i = 0; i < 2; ++i) {
        gateway_setup setup{.config = config()};
        setup.environment = {{"WAYFINDER_ROUTER_SAVINGS_FILE", (place_.path() / "savings.json").string()}};
        gateway_.emplace(setup);
        EXPECT_EQ(savings()["realized"], 0.3);
        EXPECT_EQ(metric(R"(budget_spent_dollars{scope="gateway"})"), 0.3);
        gateway_.reset();
    }
}

/// Prevents the process from writing any file beyond this size, which looks like a full disk.
void limit_files(gateway_process const& gateway, rlim_t bytes)
{
    rlimit const limit{bytes, RLIM_INFINITY};
    ASSERT_EQ(::prlimit(gateway.pid(), RLIMIT_FSIZE, &limit, nullptr), 0);
}

TEST_F(ledger, that_cannot_be_written_stops_answers_until_it_can)
{
    upstream_.answer_with(answer_using(10, 40));
    start_with(config());
    EXPECT_EQ(gateway_->chat(bounded_body("cloud", 40)).status, 200);
    limit_files(*gateway_, 0);
    EXPECT_EQ(gateway_->chat(bounded_body("cloud", 40)).status, 200) << "booked in memory that outlives it";
    EXPECT_TRUE(eventually([&] { return metric("ledger_up") == 0; }));
    for (int i = 0; i < 2; ++i)
        expect_error(gateway_->chat(bounded_body("cloud", 40)), 503, "wayfinder_router_ledger_unavailable",
                     "ledger_unavailable");
    EXPECT_EQ(parsed(gateway_->get("/healthz").body)["status"], "degraded");
    limit_files(*gateway_, RLIM_INFINITY);
    EXPECT_TRUE(eventually([&] { return gateway_->chat(bounded_body("cloud", 40)).status == 200; }));
    EXPECT_EQ(savings()["requests"], 3);
    EXPECT_EQ(parsed(gateway_->get("/healthz").body)["status"], "ok");
}

TEST_F(ledger, that_cannot_be_written_is_written_later_where_serving_goes_first)
{
    upstream_.answer_with(answer_using(10, 40));
    auto parts = priced("[gateway.ledger]\nfile = \"" + (place_.path() / "books.db").string() + "\"\n");
    parts.gateway = "on_ledger_failure = \"serve\"";
    start(parts);
    limit_files(*gateway_, 0);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(gateway_->chat(bounded_body("cloud", 40)).status, 200);
    EXPECT_TRUE(eventually([&] { return metric("ledger_backlog_entries") == 5; }));
    limit_files(*gateway_, RLIM_INFINITY);
    EXPECT_TRUE(eventually([&] { return savings().value("requests", 0) == 5; }));
    EXPECT_EQ(metric("ledger_dropped_entries_total"), 0);
}

TEST_F(ledger, that_cannot_be_opened_is_said_at_start)
{
    std::ofstream{place_.path() / "books.db"} << std::string(5000, 'x');
    EXPECT_THROW(
        {
            try {
                start_with(config());
            } catch (std::runtime_error const& error) {
                EXPECT_NE(std::string{error.what()}.find("books.db"), std::string::npos) << error.what();
                throw;
            }
        },
        std::runtime_error);
}

} // namespace
} // namespace wayfinder::testing
