// `keys list`, `keys rotate` and `keys revoke`, against a running gateway.
#include "gateway_binary.hpp"
#include "governed.hpp"
#include "timing.hpp"

namespace wayfinder::testing {
namespace {

class key_changes : public governed_test {
protected:
    command_result keys(std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin(), "keys");
        return run_command(
            {.arguments = std::move(arguments), .input = {}, .directory = gateway_->directory()});
    }

    bool comes_to(std::string const& token, int status)
    {
        return eventually([&] {
            return gateway_->chat(chat_body(trivial_prompt), {{"Authorization", "Bearer " + token}}).status ==
                   status;
        });
    }

    static std::string last_line(std::string const& text)
    {
        auto const end = text.find_last_not_of('\n') + 1;
        auto const begin = text.rfind('\n', end - 1) + 1;
        return text.substr(begin, end - begin);
    }
};

TEST_F(key_changes, a_rotation_has_two_tokens_and_then_one)
{
    start({.more_models = "# the team's\n" + key_table("a", "tags = [\"x\"] # a tag")});
    auto const rotated = keys({"rotate", "a"});
    ASSERT_EQ(rotated.status.code, 0) << rotated.error;
    auto const token = last_line(rotated.output);
    ASSERT_TRUE(token.starts_with("wf-")) << rotated.output;
    EXPECT_TRUE(comes_to(token, 200));
    EXPECT_TRUE(comes_to("wf-a", 200));
    EXPECT_EQ(keys({"rotate", "a"}).status.code, 1) << "not again before it is finished";
    ASSERT_EQ(keys({"rotate", "a", "--finish"}).status.code, 0);
    EXPECT_TRUE(comes_to("wf-a", 401));
    EXPECT_TRUE(comes_to(token, 200));
    auto const text = read_file(gateway_->directory() / "wayfinder-router.toml");
    EXPECT_NE(text.find("# the team's\n"), std::string::npos) << text;
    EXPECT_NE(text.find("tags = [\"x\"] # a tag"), std::string::npos) << text;
    EXPECT_EQ(text.find("next_hash"), std::string::npos) << text;
    EXPECT_EQ(text.find(token), std::string::npos) << "a token is kept nowhere";
}

TEST_F(key_changes, a_revoked_key_is_refused)
{
    start({.more_models = key_table("a") + key_table("b")});
    ASSERT_TRUE(comes_to("wf-a", 200));
    ASSERT_EQ(keys({"revoke", "a"}).status.code, 0);
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt), bearer("b")).status, 200);
    EXPECT_TRUE(
        eventually([&] { return gateway_->chat(chat_body(trivial_prompt), bearer("a")).status != 200; }));
    auto const again = keys({"revoke", "a", "--json"});
    EXPECT_EQ(again.status.code, 0);
    EXPECT_EQ(parsed(again.output)["changed"], false);
}

TEST_F(key_changes, list_shows_state_and_limits)
{
    start({.more_models = key_table("a", "tags = [\"x\", \"y\"]\nrate_limit = { rpm = 6 }") +
                          key_table("b", "disabled = true") + key_table("c", "expires = 2020-01-01")});
    auto all = parsed(keys({"list", "--json"}).output);
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0]["state"], "active");
    EXPECT_EQ(all[0]["rpm"], 6);
    EXPECT_EQ(all[1]["state"], "disabled");
    EXPECT_EQ(all[2]["state"], "expired");
    EXPECT_EQ(all[2]["expires"], "2020-01-01T00:00:00Z");
    auto const table = keys({"list"}).output;
    EXPECT_TRUE(matches(table, "a +active +x, y +all +6 rpm")) << table;
    EXPECT_EQ(table.find(hash_of("wf-a")), std::string::npos);
}

TEST_F(key_changes, an_unknown_key_is_exit_2_and_changes_nothing)
{
    start({.more_models = key_table("a")});
    auto const before = read_file(gateway_->directory() / "wayfinder-router.toml");
    for (std::string const what : {"rotate", "revoke"}) {
        auto const result = keys({what, "nobody"});
        EXPECT_EQ(result.status.code, 2);
        EXPECT_EQ(result.output, "");
        EXPECT_NE(result.error.find("nobody"), std::string::npos);
    }
    EXPECT_EQ(keys({"rotate", "a", "--finish"}).status.code, 1) << "nothing to finish";
    EXPECT_EQ(read_file(gateway_->directory() / "wayfinder-router.toml"), before);
}

} // namespace
} // namespace wayfinder::testing
