// How a conversation is identified, and which callers find it.
#include "sessions_test.hpp"

namespace wayfinder::testing {
namespace {

class session_names : public session_test {
protected:
    /// Neither model has a price, so a conversation that is found keeps its model.
    gateway_process& start_unpriced(std::string const& keys = {}, std::string const& more = {})
    {
        auto parts = with_sessions(keys, more);
        parts.local.clear();
        parts.cloud.clear();
        return start(parts);
    }
    static header_list id(std::string const& value) { return {{"X-Wayfinder-Session", value}}; }

    std::string verdict_of(std::string_view text, header_list headers, std::string const& cache_key = {})
    {
        chat talk{*gateway_, std::move(headers)};
        talk.with_cache_key(cache_key);
        talk.say(text);
        return talk.verdict();
    }
};

TEST_F(session_names, an_id_stands_for_whatever_is_sent_with_it)
{
    start_unpriced();
    EXPECT_EQ(verdict_of(complex_prompt, id("a")), "new");
    EXPECT_EQ(verdict_of("a prompt of its own", id("a")), "unpriced");
    EXPECT_EQ(verdict_of("a prompt of its own", id("b")), "new");
    EXPECT_EQ(verdict_of("a prompt of its own", {}), "new");
}

TEST_F(session_names, two_keys_with_one_id_do_not_meet)
{
    start_unpriced({}, key_table("first") + key_table("second"));
    auto const as = [](std::string const& key) {
        auto headers = bearer(key);
        headers.add("X-Wayfinder-Session", "the-same");
        return headers;
    };
    EXPECT_EQ(verdict_of(complex_prompt, as("first")), "new");
    EXPECT_EQ(verdict_of(trivial_prompt, as("second")), "new");
    EXPECT_EQ(verdict_of(trivial_prompt, as("first")), "unpriced");
    EXPECT_EQ(verdict_of(trivial_prompt, as("second")), "same") << "local";

    chat first{*gateway_, bearer("first")};
    first.say(complex_prompt);
    auto second = first.as(bearer("second"));
    second.say(trivial_prompt);
    EXPECT_EQ(second.verdict(), "new") << "it knows every word of it";
    first.say(trivial_prompt);
    EXPECT_EQ(first.verdict(), "unpriced");
}

TEST_F(session_names, other_headers_may_have_the_id)
{
    start_unpriced("header = \"Session_Id\"\n");
    EXPECT_EQ(verdict_of(complex_prompt, {{"session_id", "a"}}), "new");
    EXPECT_EQ(verdict_of(trivial_prompt, {{"session_id", "a"}}), "unpriced");
    EXPECT_EQ(verdict_of(trivial_prompt, id("a")), "new");
}

TEST_F(session_names, a_cache_key_of_the_body_counts_where_that_is_asked_for)
{
    start_unpriced();
    EXPECT_EQ(verdict_of(complex_prompt, {}, "k"), "new");
    EXPECT_EQ(verdict_of(trivial_prompt, {}, "k"), "new");
    start_unpriced("by = [\"prompt_cache_key\"]\n");
    EXPECT_EQ(verdict_of(complex_prompt, {}, "k"), "new");
    EXPECT_EQ(verdict_of(trivial_prompt, {}, "k"), "unpriced");
    EXPECT_EQ(verdict_of(trivial_prompt, {}, "other"), "new");
    EXPECT_EQ(verdict_of(trivial_prompt, id("k")), "") << "it bears no mark";
}

TEST_F(session_names, branches_of_a_conversation_are_told_apart)
{
    start_unpriced();
    chat talk{*gateway_};
    talk.say("one");
    EXPECT_EQ(talk.model(), "local");
    auto branch = talk;
    branch.say(complex_prompt, "cloud");
    talk.say("two");
    talk.say("three");
    EXPECT_EQ(talk.model(), "local");
    EXPECT_EQ(talk.verdict(), "same");
    branch.say("three");
    EXPECT_EQ(branch.model(), "cloud");
    EXPECT_EQ(branch.verdict(), "unpriced");
}

TEST_F(session_names, another_first_message_is_another_conversation)
{
    start_unpriced();
    auto const ask = [&](std::string const& system) {
        auto const body = json{{"messages",
                                {{{"role", "system"}, {"content", system}},
                                 {{"role", "user"}, {"content", complex_prompt}},
                                 {{"role", "assistant"}, {"content", "so"}},
                                 {{"role", "user"}, {"content", "hi"}}}}};
        return gateway_->chat(body.dump()).headers.get("x-wayfinder-router-session");
    };
    auto const first =
        json{{"messages",
              {{{"role", "system"}, {"content", "S"}}, {{"role", "user"}, {"content", complex_prompt}}}}};
    EXPECT_EQ(gateway_->chat(first.dump()).status, 200);
    EXPECT_EQ(ask("T"), "new");
    EXPECT_EQ(ask("S"), "unpriced");
}

} // namespace
} // namespace wayfinder::testing
