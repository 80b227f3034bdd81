// A conversation keeps its model unless another one is worth reading all of it again.
#include "sessions_test.hpp"

namespace wayfinder::testing {
namespace {

class sessions : public session_test {};

TEST_F(sessions, a_long_conversation_keeps_its_model)
{
    start(with_sessions());
    auto talk = begun_on_cloud(50'000);
    for (int turn = 2; turn < 5; ++turn) {
        auto decision = talk.say(trivial_prompt);
        EXPECT_EQ(talk.model(), "cloud");
        EXPECT_EQ(talk.mode(), "session");
        EXPECT_EQ(talk.verdict(), "kept");
        EXPECT_EQ(decision["session"]["turn"], turn);
        EXPECT_EQ(decision["score"], 0.0) << "of the present turn";
    }
    talk.say(complex_prompt);
    EXPECT_EQ(talk.mode(), "scored");
    EXPECT_EQ(talk.verdict(), "same");
}

TEST_F(sessions, a_threshold_of_the_clients_own_stands_above)
{
    start(with_sessions());
    auto talk = begun_on_cloud(50'000).as({{"X-Wayfinder-Threshold", "1"}});
    talk.say(trivial_prompt);
    EXPECT_EQ(talk.model(), "local");
    EXPECT_EQ(talk.mode(), "threshold-override");
    EXPECT_EQ(talk.verdict(), "pinned");
}

TEST_F(sessions, a_short_one_goes_where_the_score_says)
{
    start(with_sessions());
    auto talk = begun_on_cloud(500);
    talk.say(trivial_prompt);
    EXPECT_EQ(talk.model(), "local");
    EXPECT_EQ(talk.mode(), "scored");
    EXPECT_EQ(talk.verdict(), "switched");
    talk.say(complex_prompt);
    EXPECT_EQ(talk.model(), "cloud") << "and back";
    EXPECT_EQ(talk.verdict(), "switched");
}

TEST_F(sessions, show_the_arithmetic)
{
    start(with_sessions());
    auto talk = begun_on_cloud(50'000);
    auto session = talk.say(trivial_prompt)["session"];
    EXPECT_EQ(session["by"], "prefix");
    EXPECT_EQ(session["session_model"], "cloud");
    EXPECT_EQ(session["scored_model"], "local");
    EXPECT_EQ(session["transcript_tokens"], 50'100);
    auto weighed = session["weighed"];
    EXPECT_EQ(weighed["transcript_tokens"], 50'100);
    EXPECT_EQ(weighed["output_tokens"], 100);
    EXPECT_EQ(weighed["payback_turns"], 2);
    EXPECT_EQ(weighed["present"]["cached_input"], 0.3);
    EXPECT_EQ(weighed["other"]["input"], 1.0);
    auto const added = weighed["new_tokens"].get<double>();
    EXPECT_GT(added, 0);
    EXPECT_LT(added, 20);
    EXPECT_NEAR(weighed["gain"].get<double>(), 2 * (added * 2 + 100 * 10) / 1e6, 1e-9);
    EXPECT_NEAR(weighed["reread"].get<double>(), 50'100 * (1 + 0.1 - 2 * 0.3) / 1e6, 1e-9);
}

TEST_F(sessions, a_hard_turn_of_a_short_conversation_goes_up_and_of_a_long_one_does_not)
{
    start(with_sessions());
    for (auto const& [tokens, model] : {std::pair{200, "cloud"}, {50'000, "local"}}) {
        answers_take(tokens, 100);
        chat talk{*gateway_};
        talk.say("hi, " + std::to_string(tokens));
        EXPECT_EQ(talk.model(), "local");
        talk.say(complex_prompt);
        EXPECT_EQ(talk.model(), model);
    }
}

TEST_F(sessions, payback_turns_say_how_soon_a_switch_has_to_pay)
{
    for (auto const& [turns, model] : {std::pair{"1", "cloud"}, {"4", "local"}}) {
        start(with_sessions("payback_turns = " + std::string{turns} + '\n'));
        auto talk = begun_on_cloud(3'000);
        talk.say(trivial_prompt);
        EXPECT_EQ(talk.model(), model) << turns;
    }
}

TEST_F(sessions, are_off_by_default)
{
    auto parts = with_sessions();
    parts.routing = "threshold = 0.2";
    start(parts);
    answers_take(50'000, 100);
    chat talk{*gateway_, {{"X-Wayfinder-Session", "a"}}};
    talk.say(complex_prompt);
    auto decision = talk.say(trivial_prompt);
    EXPECT_EQ(talk.model(), "local");
    EXPECT_FALSE(talk.last().headers.has("x-wayfinder-router-session"));
    EXPECT_FALSE(decision.contains("session"));
}

TEST_F(sessions, are_left_once_the_provider_has_forgotten_them)
{
    start(with_sessions("prompt_cache_ttl = 0.3\n"));
    auto talk = begun_on_cloud(50'000);
    EXPECT_TRUE(eventually([&] {
        talk.say(trivial_prompt);
        talk.take_back();
        return talk.verdict() == "cold";
    }));
    EXPECT_EQ(talk.model(), "local");
    EXPECT_EQ(talk.mode(), "scored");
}

TEST_F(sessions, a_model_may_have_no_prompt_cache)
{
    auto parts = with_sessions();
    parts.cloud += "prompt_cache_ttl = 0\n";
    start(parts);
    auto talk = begun_on_cloud(50'000);
    talk.say(trivial_prompt);
    EXPECT_EQ(talk.model(), "local");
    EXPECT_EQ(talk.verdict(), "cold");
    talk.say(complex_prompt);
    EXPECT_EQ(talk.verdict(), "kept") << "the other one has";
}

TEST_F(sessions, are_forgotten_in_the_end)
{
    start(with_sessions("ttl = 0.3\n"));
    auto talk = begun_on_cloud(50'000);
    EXPECT_TRUE(eventually([&] {
        talk.say(trivial_prompt);
        talk.take_back();
        return talk.verdict() == "new";
    }));
    EXPECT_EQ(talk.model(), "local");
}

TEST_F(sessions, of_which_there_are_too_many_are_forgotten)
{
    start(with_sessions("max_sessions = 16\n"));
    auto talk = begun_on_cloud(50'000);
    for (int i = 0; i < 200; ++i) chat{*gateway_}.say("conversation " + std::to_string(i));
    talk.say(trivial_prompt);
    EXPECT_EQ(talk.verdict(), "new");
}

TEST_F(sessions, without_prices_keep_their_model)
{
    auto parts = with_sessions();
    parts.local.clear();
    start(parts);
    auto talk = begun_on_cloud(10);
    talk.say(trivial_prompt);
    EXPECT_EQ(talk.model(), "cloud");
    EXPECT_EQ(talk.verdict(), "unpriced");
}

TEST_F(sessions, of_streams_are_known_too)
{
    start(with_sessions());
    upstream_.answer_with(two_deltas());
    auto const body = [](std::string const& more) {
        return R"({"stream":true,"messages":[{"role":"user","content":)" + json_string(complex_prompt) + "}" +
               more + "]}";
    };
    EXPECT_EQ(gateway_->chat(body("")).headers.get("x-wayfinder-router-session"), "new");
    auto const next =
        gateway_->chat(body(R"(,{"role":"assistant","content":"Hello"},{"role":"user","content":"hi"})"));
    auto const verdict = next.headers.get("x-wayfinder-router-session");
    EXPECT_TRUE(verdict == "kept" || verdict == "switched") << verdict;
}

TEST_F(sessions, a_dry_run_tells_what_they_would_do)
{
    start_with(two_models(upstream_, with_sessions("payback_turns = 1\n")), {"--workers", "1", "--dry-run"});
    std::string const history =
        R"({"role":"user","content":)" + json_string(std::string(200'000, '1') + complex_prompt) + "}";
    auto const ask = [&](std::string const& more) {
        return parsed(gateway_->chat(R"({"messages":[)" + history + more + "]}").body)["wayfinder"];
    };
    EXPECT_EQ(ask("")["session"]["verdict"], "new");
    auto decision = ask(R"(,{"role":"assistant","content":"so"},{"role":"user","content":"hi"})");
    EXPECT_EQ(decision["session"]["verdict"], "kept");
    EXPECT_EQ(decision["mode"], "session");
    EXPECT_EQ(decision["model"], "cloud");
}

TEST_F(sessions, outlive_a_reload)
{
    start(with_sessions());
    auto talk = begun_on_cloud(50'000);
    replace(file(), two_models(upstream_, with_sessions("payback_turns = 1\n")));
    gateway_->signal(SIGHUP);
    ASSERT_TRUE(reaches_generation(2));
    auto decision = talk.say(trivial_prompt);
    EXPECT_EQ(talk.verdict(), "kept");
    EXPECT_EQ(decision["session"]["weighed"]["payback_turns"], 1);
    replace(file(), two_models(upstream_, {.routing = "threshold = 0.2"}));
    gateway_->signal(SIGHUP);
    ASSERT_TRUE(reaches_generation(3));
    talk.say(trivial_prompt);
    EXPECT_EQ(talk.verdict(), "");
    EXPECT_EQ(talk.model(), "local");
}

} // namespace
} // namespace wayfinder::testing
