#include "config/values/command_words.hpp"

#include "loading.hpp"

namespace wayfinder::config::testing {
namespace {

using words = std::vector<std::string>;

words split(std::string_view text)
{
    auto const result = split_command(text);
    EXPECT_EQ(result.problem, "") << text;
    return result.words;
}

TEST(command_words, are_separated_by_blanks)
{
    EXPECT_EQ(split("pass show openai"), (words{"pass", "show", "openai"}));
    EXPECT_EQ(split(" \tpass\n show  "), (words{"pass", "show"}));
}

TEST(command_words, single_quotes_keep_everything)
{
    EXPECT_EQ(split(R"(a 'b "c" \ $d' e)"), (words{"a", R"(b "c" \ $d)", "e"}));
}

TEST(command_words, double_quotes_keep_blanks_and_know_four_escapes)
{
    EXPECT_EQ(split(R"("a  b" "\"\\\$\`" "\n'")"), (words{"a  b", R"("\$`)", R"(\n')"}));
}

TEST(command_words, a_backslash_takes_the_next_character_as_it_is)
{
    EXPECT_EQ(split(R"(a\ b \'c\' \\)"), (words{"a b", "'c'", "\\"}));
    EXPECT_EQ(split("a\\\nb \"c\\\nd\""), (words{"ab", "cd"})) << "an escaped line end joins the lines";
}

TEST(command_words, quotes_join_what_touches_them_and_make_empty_words)
{
    EXPECT_EQ(split(R"(--field='a b'"c"d '' "")"), (words{"--field=a bcd", "", ""}));
}

TEST(command_words, say_what_is_not_closed)
{
    EXPECT_EQ(split_command("a 'b").problem, "a ' is never closed");
    EXPECT_EQ(split_command("a \"b'").problem, "a \" is never closed");
    EXPECT_EQ(split_command("a \"b\\\"").problem, "a \" is never closed");
    EXPECT_EQ(split_command("a \\").problem, "it ends in a \\ that escapes nothing");
    EXPECT_TRUE(split_command("a 'b").words.empty());
}

TEST(command_words, tell_what_only_a_shell_would_act_on)
{
    EXPECT_EQ(split_command("a | b > c | d").shell_only, "|>");
    EXPECT_EQ(split_command("a \"$HOME\" `b`").shell_only, "$`");
    EXPECT_EQ(split_command("cat ~/key a~b").shell_only, "~");
    EXPECT_EQ(split_command(R"(sh -c 'a | b' "x|y" \$HOME "\$")").shell_only, "");
    EXPECT_EQ(split_command("op read op://vault/item?attribute=otp").shell_only, "");
}

constexpr std::string_view model{"[gateway.models]\nlocal.base_url = \"builtin:echo\"\n"
                                 "cloud.base_url = \"builtin:echo\"\n[gateway.models.a]\n"
                                 "base_url = \"http://h\"\nmodel = \"m\"\napi_key_env = \"K\"\n"};

std::string with(std::string_view more)
{
    return std::string{model}.append(more);
}

TEST(api_key_cmd, is_read)
{
    auto const plain =
        sound(with("api_key_cmd = \"pass k\"\n")).gateway.find("a")->endpoints.at(0).api_key_cmd;
    EXPECT_EQ(plain, "pass k");
    EXPECT_FALSE(sound(with("api_key_cmd = \"pass k\"\n")).gateway.find("a")->endpoints.at(0).api_key_shell);
    auto const shell = sound(with("api_key_cmd = \"pass k\"\napi_key_shell = true\n"));
    EXPECT_TRUE(shell.gateway.find("a")->endpoints.at(0).api_key_shell);
}

TEST(api_key_cmd, has_to_be_a_command)
{
    EXPECT_EQ(
        errors(with("api_key_cmd = \"\"\n")),
        messages{"w.toml:8:15: 'gateway.models.a.api_key_cmd' must be a command, found an empty string"});
    EXPECT_EQ(errors(with("api_key_cmd = \"  \"\n")).size(), 1U);
    EXPECT_EQ(errors(with("api_key_cmd = 3\n")).size(), 1U);
}

TEST(api_key_cmd, with_unbalanced_quotes_is_an_error_unless_a_shell_reads_it)
{
    EXPECT_EQ(errors(with("api_key_cmd = \"pass 'k\"\n")),
              messages{"w.toml:8:15: 'gateway.models.a.api_key_cmd' cannot be split into words: a ' is never "
                       "closed"});
    EXPECT_EQ(errors(with("api_key_cmd = \"pass 'k\"\napi_key_shell = true\n")), messages{});
}

TEST(api_key_cmd, that_looks_like_a_shell_s_is_noticed)
{
    EXPECT_EQ(notices(with("api_key_cmd = \"cat ~/k | head -1\"\n")),
              messages{"w.toml:8:15: 'gateway.models.a.api_key_cmd' has \"~|\" outside quotes, but no shell "
                       "runs it; set api_key_shell = true to use one"});
    EXPECT_EQ(notices(with("api_key_cmd = \"cat ~/k | head -1\"\napi_key_shell = true\n")), messages{});
}

TEST(api_key_shell, is_for_a_command)
{
    EXPECT_EQ(errors(with("api_key_shell = true\n")),
              messages{"w.toml:8:1: 'gateway.models.a.api_key_shell' is for 'api_key_cmd'; remove it"});
}

} // namespace
} // namespace wayfinder::config::testing
