#include "cli/shell/completions.hpp"
#include "cli/shell/manual.hpp"
#include "cli/text_table.hpp"

#include <gtest/gtest.h>

namespace wayfinder::cli {
namespace {

command_outline sample()
{
    option_outline const help{{"-h", "--help"}, "Print help", "", "", {}, false, false};
    option_outline const mode{{"--mode"}, "It's [the] mode: one", "TEXT", "a", {"a", "b"}, false, false};
    return {
        "prog", "Does things", "", {help}, {{"run", "Runs it", "\nText.\n\n  prog run\n", {help, mode}, {}}}};
}

bool has(std::string const& text, std::string const& part)
{
    return text.find(part) != text.npos;
}

TEST(shell, quoting)
{
    EXPECT_EQ(quoted_for_shell("it's"), "'it'\\''s'");
    EXPECT_EQ(quoted_for_shell(""), "''");
}

TEST(completions, have_every_command_option_and_choice)
{
    for (auto const& text : {bash_completions(sample()), zsh_completions(sample())}) {
        EXPECT_TRUE(has(text, "run")) << text;
        EXPECT_TRUE(has(text, "--mode")) << text;
        EXPECT_TRUE(has(text, "a b")) << text;
    }
    auto const fish = fish_completions(sample());
    EXPECT_TRUE(has(fish, "-l mode")) << fish;
    EXPECT_TRUE(has(fish, "'a b'")) << fish;
}

TEST(manual, has_commands_and_options_escaped)
{
    auto const text = manual_page(sample());
    EXPECT_TRUE(text.starts_with(".TH ")) << text;
    EXPECT_TRUE(has(text, ".SS \"run\"\nRuns it.\n")) << text;
    EXPECT_TRUE(has(text, "\\fB\\-\\-mode\\fR \\fITEXT\\fR\nIt's [the] mode: one (a, b) [a].\n")) << text;
    EXPECT_TRUE(has(text, ".PP\nText.\n.PP\n.nf\n  prog run\n.fi\n")) << text;
}

TEST(text_table, aligns_and_leaves_out_empty_columns)
{
    text_table table{{"name", "none", "n"}, 1};
    table.add({"m\xC3\xBCller", "", "1"});
    table.add({"b\x1b", "", "100"});
    EXPECT_EQ(table.text(), "name      n\nm\xC3\xBCller    1\nb?      100\n");
}

} // namespace
} // namespace wayfinder::cli
