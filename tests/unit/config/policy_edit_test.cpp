// Replaces the routing tables and nothing else, in every form in which TOML permits them.
#include "config/editing/policy_edit.hpp"
#include "config/load.hpp"

#include <gtest/gtest.h>

#include <string>

namespace wayfinder::config {
namespace {

constexpr std::string_view models =
    "[gateway.models.a]\nbase_url = 'builtin:echo'\n[gateway.models.b]\nbase_url = \"builtin:echo\" # b\n";

tiers_policy fitted()
{
    tiers_policy ladder;
    ladder.tiers.push_back({0.0, "a"});
    ladder.tiers.push_back({0.25, "b"});
    return ladder;
}

constexpr std::string_view block = "# wayfinder-router recalibrate: why\n"
                                   "[[routing.tiers]]\nmin_score = 0.0\nmodel = \"a\"\n\n"
                                   "[[routing.tiers]]\nmin_score = 0.25\nmodel = \"b\"\n";

std::string edited(std::string const& document)
{
    auto const none = [](std::string const&) -> std::optional<std::string> { return {}; };
    auto const before = load_text(document, "w.toml", none);
    for (auto const& each : before.errors) ADD_FAILURE() << each.to_string();
    auto const edit = replace_policy(document, fitted(), "why");
    EXPECT_EQ(edit.problem, "");
    auto const loaded = load_text(edit.document, "w.toml", none);
    for (auto const& each : loaded.errors) ADD_FAILURE() << each.to_string() << "\n" << edit.document;
    if (loaded.config && before.config) {
        auto const* const ladder = std::get_if<tiers_policy>(&loaded.config->routing.policy);
        EXPECT_TRUE(ladder != nullptr && ladder->tiers.size() == 2 && ladder->tiers[1].min_score == 0.25);
        EXPECT_EQ(loaded.config->routing.weights, before.config->routing.weights);
        EXPECT_EQ(loaded.config->gateway.models.size(), before.config->gateway.models.size());
    }
    return edit.document;
}

std::string text(std::string_view before, std::string_view after)
{
    return std::string{before}.append(block).append(after);
}

TEST(policy_edit, goes_to_the_end_of_a_file_without_routing)
{
    EXPECT_EQ(edited(""), text("", ""));
    EXPECT_EQ(edited("# just this"), text("# just this\n\n", ""));
    EXPECT_EQ(edited(std::string{models}), text(std::string{models} + "\n", ""));
}

TEST(policy_edit, takes_the_place_of_a_threshold_behind_what_else_routing_has)
{
    EXPECT_EQ(edited("# top\n[routing]\nthreshold = 0.5 # cut\n\n# models\n" + std::string{models}),
              text("# top\n[routing]\n\n", "\n# models\n" + std::string{models}));
    EXPECT_EQ(
        edited("[routing]\nthreshold = 0.5\n[routing.weights]\nlink_count = 2 # two\n[routing.lexicon]\n"
               "reasoning_terms = [\n  'x', # y\n]\n" +
               std::string{models}),
        text("[routing]\n[routing.weights]\nlink_count = 2 # two\n[routing.lexicon]\n"
             "reasoning_terms = [\n  'x', # y\n]\n\n",
             "\n" + std::string{models}));
}

TEST(policy_edit, takes_the_place_of_tiers)
{
    EXPECT_EQ(
        edited(
            "[[routing.tiers]]\nmin_score=0\nmodel='a'\n\n[[routing.tiers]]\nmin_score=0.9\nmodel='b'\n\n" +
            std::string{models} + "[routing.weights]\nword_count = 1\n"),
        text("", "\n" + std::string{models} + "[routing.weights]\nword_count = 1\n"));
}

TEST(policy_edit, takes_the_place_of_its_own_former_block)
{
    auto const once = edited("[routing]\nthreshold = 0.5\n\n" + std::string{models});
    EXPECT_EQ(edited(once), once);
}

TEST(policy_edit, knows_tiers_as_a_list_of_inline_tables)
{
    EXPECT_EQ(edited("[routing]\ntiers = [\n  {min_score = 0, model = 'a'}, # low\n  {min_score = 0.5, model "
                     "= 'b'},\n]\n"
                     "weights = {word_count = 2}\n\n" +
                     std::string{models}),
              text("[routing]\nweights = {word_count = 2}\n\n", "\n" + std::string{models}));
}

TEST(policy_edit, knows_classifiers_however_they_are_spelt)
{
    std::string const rest = "\n" + std::string{models};
    EXPECT_EQ(edited("[routing.classifier]\nmodels = ['a', 'b']\nintercepts = [\n 0,\n 1 ]\n"
                     "[routing.classifier.weights]\nword_count = [1, 2]\n" +
                     rest),
              text("", rest));
    EXPECT_EQ(edited("[routing.classifier]\nmodels = ['a', 'b']\nintercepts = [0, 1]\n"
                     "weights.word_count = [1, 2] # dotted\n" +
                     rest),
              text("", rest));
    EXPECT_EQ(
        edited("[routing]\nclassifier = {models = ['a', 'b'], intercepts = [0, 1], weights = {}}\n" + rest),
        text("[routing]\n\n", rest));
}

TEST(policy_edit, knows_dotted_keys_at_the_top)
{
    EXPECT_EQ(
        edited("routing.threshold = 0.4\nrouting.weights.word_count = 2\ngateway.route_on = 'all'\n" +
               std::string{models}),
        text("routing.weights.word_count = 2\ngateway.route_on = 'all'\n" + std::string{models} + "\n", ""));
}

TEST(policy_edit, leaves_brackets_in_texts_alone)
{
    std::string const tricky = "[routing]\nthreshold = 0.5\n[routing.lexicon]\nreasoning_terms = ['''\n"
                               "[[routing.tiers]]\nthreshold = 1\n''']\n" +
                               std::string{models};
    auto const result = edited(tricky);
    EXPECT_NE(result.find("'''\n[[routing.tiers]]\nthreshold = 1\n'''"), result.npos) << result;
}

TEST(policy_edit, leaves_its_own_words_in_texts_alone)
{
    std::string const tricky = "[routing]\nthreshold = 0.5\n[routing.lexicon]\nreasoning_terms = ['''\n"
                               "# wayfinder-router recalibrate: x\n''']\n";
    auto const result = edited(tricky);
    EXPECT_NE(result.find("'''\n# wayfinder-router recalibrate: x\n'''"), result.npos) << result;
}

TEST(policy_edit, keeps_windows_line_ends)
{
    auto const result = edited("[routing]\r\nthreshold = 0.5\r\n\r\n[gateway]\r\nroute_on = 'all'\r\n");
    for (auto at = result.find('\n'); at != result.npos; at = result.find('\n', at + 1))
        EXPECT_EQ(result[at - 1], '\r') << at;
}

TEST(policy_edit, keeps_the_relative_cost_of_a_model)
{
    auto const result = edited("[[routing.tiers]]\nmin_score=0\nmodel='a'\ncost = 0.3\n[[routing.tiers]]\n"
                               "min_score=0.9\nmodel='b'\n" +
                               std::string{models});
    EXPECT_NE(result.find("model = \"a\"\ncost = 0.3\n"), result.npos) << result;
}

TEST(policy_edit, says_what_it_cannot_edit)
{
    auto const edit = replace_policy("routing = {threshold = 0.5}\n", fitted(), "why");
    EXPECT_EQ(edit.document, "");
    EXPECT_NE(edit.problem.find("[routing] section"), edit.problem.npos) << edit.problem;
}

} // namespace
} // namespace wayfinder::config
