// Keys and tokens are in no log, metric, page, error or core dump.
#include "governed.hpp"

#include <sys/resource.h>

namespace wayfinder::testing {
namespace {

constexpr std::string_view feedback_token = "feedback-token-0123456789";
constexpr std::string_view command_key = "sk-from-a-command-0123456789";
constexpr std::string_view client_token = "wr-client-token-0123456789";

class secrets : public gateway_test {
protected:
    void start_with_secrets(std::string const& gateway = {})
    {
        gateway_setup setup{
            .config = two_models(upstream_,
                                 {.gateway = gateway,
                                  .local = "api_key_env = \"KEY_OF_A_COMMAND\"\napi_key_cmd = \"cat key\"\n"
                                           "timeouts = {connect = 1}"})};
        setup.environment = {{"EXAMPLE_API_KEY", std::string{secret_key}},
                             {"WAYFINDER_ROUTER_FEEDBACK_TOKEN", std::string{feedback_token}}};
        setup.files = {{"key", std::string{command_key} + "\n"}};
        gateway_.emplace(setup);
    }

    static void expect_none_in(std::string const& text, std::string const& what)
    {
        for (auto const secret : {secret_key, feedback_token, command_key, client_token})
            EXPECT_EQ(text.find(secret), text.npos) << what << ": " << text;
    }

    [[nodiscard]] http_response ask(std::string_view model) const
    {
        return gateway_->chat(chat_body(trivial_prompt, model),
                              {{"Authorization", "Bearer " + std::string{client_token}}});
    }

    /// Whether it leaves a core in its directory when it crashes here.
    bool dumps_core()
    {
        gateway_->signal(SIGABRT);
        auto const ended = gateway_->wait_for_exit();
        EXPECT_TRUE(ended && ended->signal == SIGABRT);
        return ended && ended->dumped_core;
    }
};

TEST_F(secrets, nothing_tells_them)
{
    start_with_secrets();
    for (auto const& answer :
         {fake_upstream::script{fake_upstream::completion()},
          fake_upstream::script{[](auto const&, auto& reply) { reply.respond(401, "{}"); }},
          fake_upstream::script{[](auto const&, auto& reply) { reply.reset(); }}}) {
        upstream_.answer_with(answer);
        for (auto const* model : {"local", "cloud", "none"}) expect_none_in(ask(model).body, model);
    }
    EXPECT_NE(ask("cloud").status, 200);
    EXPECT_EQ(upstream_.last_request().headers.get("authorization"), "Bearer " + std::string{secret_key})
        << "they are in use";
    auto const refused = gateway_->post("/v1/feedback", R"({"label":"cloud","text":"a"})",
                                        {{"Authorization", "Bearer wrong"}});
    expect_none_in(refused.body, "/v1/feedback");
    for (auto const* page :
         {"/metrics", "/healthz", "/router/models", "/router/recent", "/v1/savings", "/v1/models"})
        expect_none_in(gateway_->get(page).body, page);
    gateway_->signal(SIGHUP);
    EXPECT_TRUE(eventually([&] { return gateway_->log().find("has not changed") != std::string::npos; }));
    expect_none_in(gateway_->log(), "log");
    for (auto const& each : std::filesystem::recursive_directory_iterator{gateway_->directory()})
        if (each.is_regular_file() && each.path().filename() != "key")
            expect_none_in(read_file(each.path()), each.path().filename());
}

TEST_F(secrets, a_crash_leaves_no_core)
{
    rlimit limit{};
    ::getrlimit(RLIMIT_CORE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_CORE, &limit);
    start_with_secrets("core_dumps = true");
    bool const possible = dumps_core();
    start_with_secrets();
    EXPECT_FALSE(dumps_core());
    limit.rlim_cur = 0;
    ::setrlimit(RLIMIT_CORE, &limit);
    if (!possible) GTEST_SKIP() << "no process leaves a core here";
}

} // namespace
} // namespace wayfinder::testing
