// Destinations of the access log, and what happens if they cannot be written.
#include "access_log_test.hpp"

#include "file_descriptor.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <tuple>

namespace wayfinder::testing {
namespace {

class access_log_places : public access_log_test {};

TEST_F(access_log_places, text_is_names_and_values)
{
    start_logging("", "", "text");
    std::ignore = gateway_->chat(bounded_body("local", 10), {{"X-Request-Id", "mine-1"}});
    EXPECT_TRUE(eventually([&] { return text().ends_with('\n'); }, soon_enough));
    EXPECT_TRUE(matches(text(), "^time=[^ ]+Z request_id=mine-1 client=127.0.0.1 method=POST "
                                "path=/v1/chat/completions asked=local model=local served_by=local .* "
                                "status=200 outcome=answered "))
        << text();
}

TEST_F(access_log_places, off_is_the_default)
{
    upstream_.answer_with(answer_using(1, 1));
    start(priced("[gateway.access_log]\nfile = \"access.log\"\n"));
    std::ignore = gateway_->chat(chat_body("x"));
    EXPECT_EQ(metric("access_log_lines_total"), 0);
    EXPECT_FALSE(std::filesystem::exists(beside("access.log")));
}

TEST_F(access_log_places, standard_output_is_the_default_place)
{
    upstream_.answer_with(answer_using(1, 1));
    start_with(two_models(upstream_, priced()), {"--workers", "1", "--access-log", "json"});
    std::ignore = gateway_->chat(chat_body("x"));
    EXPECT_EQ(lines(1, "stdout").at(0)["status"], 200);
}

TEST_F(access_log_places, the_command_line_overrides_the_format)
{
    upstream_.answer_with(answer_using(1, 1));
    auto const config =
        two_models(upstream_, priced("[gateway.access_log]\nformat = \"json\"\nfile = \"access.log\"\n"));
    start_with(config, {"--workers", "1", "--access-log", "text"});
    std::ignore = gateway_->chat(chat_body("x"));
    EXPECT_TRUE(eventually([&] { return text().starts_with("time="); }, soon_enough)) << text();
    start_with(config, {"--workers", "1", "--access-log", "off"});
    std::ignore = gateway_->chat(chat_body("x"));
    EXPECT_EQ(metric("access_log_lines_total"), 0);
}

TEST_F(access_log_places, standard_error_is_shared_with_the_gateways_own_log)
{
    upstream_.answer_with(answer_using(1, 1));
    start(priced("[gateway.access_log]\nformat = \"json\"\nfile = \"stderr\"\n"));
    std::ignore = gateway_->chat(chat_body("x"), {{"X-Request-Id", "on-stderr"}});
    EXPECT_TRUE(log_says(R"("request_id":"on-stderr")"));
}

TEST_F(access_log_places, a_new_file_follows_one_that_was_moved_away)
{
    start_logging();
    std::ignore = gateway_->chat(chat_body("x"), {{"X-Request-Id", "one"}});
    EXPECT_EQ(line()["request_id"], "one");
    std::filesystem::rename(beside("access.log"), beside("access.log.1"));
    gateway_->signal(SIGUSR1);
    ASSERT_TRUE(log_says("log files reopened"));
    EXPECT_TRUE(eventually([&] { return std::filesystem::exists(beside("access.log")); }))
        << "before any line";
    std::ignore = gateway_->chat(chat_body("x"), {{"X-Request-Id", "two"}});
    EXPECT_EQ(line()["request_id"], "two");
    EXPECT_EQ(lines(1, "access.log.1").at(0)["request_id"], "one");
}

TEST_F(access_log_places, a_reload_turns_it_on_moves_it_and_turns_it_off)
{
    upstream_.answer_with(answer_using(1, 1));
    start(priced());
    auto const reload = [&](std::string const& table, std::string_view generation) {
        auto const config = two_models(upstream_, priced(table));
        std::ofstream{beside("wayfinder-router.toml.new")} << config;
        std::filesystem::rename(beside("wayfinder-router.toml.new"), beside("wayfinder-router.toml"));
        ASSERT_TRUE(log_says("generation " + std::string{generation}));
        ASSERT_TRUE(eventually(
            [&] {
                return parsed(gateway_->get("/healthz").body)["config"]["generation"].dump() == generation;
            },
            soon_enough));
    };
    reload("[gateway.access_log]\nformat = \"json\"\nfile = \"a.log\"\n", "2");
    std::ignore = gateway_->chat(chat_body("x"));
    EXPECT_EQ(lines(1, "a.log").at(0)["status"], 200);
    reload("[gateway.access_log]\nformat = \"text\"\nfile = \"b.log\"\n", "3");
    std::ignore = gateway_->chat(chat_body("x"));
    EXPECT_TRUE(eventually([&] { return text("b.log").starts_with("time="); }, soon_enough));
    reload("", "4");
    std::ignore = gateway_->chat(chat_body("x"));
    EXPECT_EQ(metric("access_log_lines_total"), 2);
}

TEST_F(access_log_places, a_file_that_cannot_be_costs_lines_and_no_requests)
{
    upstream_.answer_with(answer_using(1, 1));
    start(priced("[gateway.access_log]\nformat = \"json\"\nfile = \"/nowhere/access.log\"\n"));
    EXPECT_EQ(gateway_->chat(chat_body("x")).status, 200);
    EXPECT_TRUE(eventually([&] { return metric("access_log_dropped_lines_total") == 1; }, soon_enough));
    EXPECT_TRUE(log_says("access log lines are lost: cannot open /nowhere/access.log"));
}

TEST_F(access_log_places, nobody_who_does_not_read_keeps_a_request_waiting)
{
    upstream_.answer_with(answer_using(1, 1));
    temporary_directory const elsewhere;
    auto const pipe = elsewhere.path() / "pipe";
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    file_descriptor const reader{::open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)};
    start(priced("[gateway.access_log]\nformat = \"json\"\nfile = \"" + pipe.string() + "\"\n"));
    std::string const longest(4'000, 'x'); // so that the pipe fills quickly
    for (int i = 0; i < 200; ++i)
        ASSERT_EQ(gateway_->get("/v1/models", {{"X-Request-Id", std::string(128, 'i')}}).status, 200);
    EXPECT_TRUE(eventually(
        [&] {
            std::ignore = gateway_->get("/v1/models/" + longest);
            return metric("access_log_dropped_lines_total") > 0;
        },
        soon_enough));
    gateway_->signal(SIGTERM);
    auto const ended = gateway_->wait_for_exit(soon_enough);
    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->code, 0);
}

TEST_F(access_log_places, what_was_answered_before_the_end_has_its_line)
{
    start_logging();
    for (int i = 0; i < 20; ++i) std::ignore = gateway_->chat(bounded_body("local", 10));
    gateway_->signal(SIGTERM);
    ASSERT_TRUE(gateway_->wait_for_exit(soon_enough));
    EXPECT_EQ(lines(20).size(), 20U);
}

} // namespace
} // namespace wayfinder::testing
