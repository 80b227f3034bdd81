#include "loading.hpp"

namespace wayfinder::config::testing {
namespace {

tiers_policy ladder_of(snapshot const& config)
{
    return std::get<tiers_policy>(config.routing.policy);
}

TEST(routing, is_binary_by_default)
{
    auto const config = sound("");
    EXPECT_EQ(ladder_of(config), binary(0.5));
    EXPECT_EQ(config.routing.weights, weights{});
    EXPECT_TRUE(config.gateway.models.empty());
}

TEST(routing, takes_a_threshold)
{
    EXPECT_EQ(ladder_of(sound("[routing]\nthreshold = 0.08\n")), binary(0.08));
    EXPECT_EQ(ladder_of(sound("[routing]\nthreshold = 1\n")), binary(1.0));
    EXPECT_EQ(ladder_of(sound("routing.threshold = 0\n")), binary(0.0));
}

TEST(routing, must_be_a_table)
{
    EXPECT_EQ(errors("routing = 1\n"), messages{"w.toml:1:11: 'routing' must be a table, found 1"});
    EXPECT_EQ(errors("[[routing]]\n"), messages{"w.toml:1:1: 'routing' must be a table, found a list"});
}

TEST(routing, refuses_a_threshold_that_is_no_share)
{
    auto const refused = [](std::string const& value, std::string const& found) {
        EXPECT_EQ(errors("[routing]\nthreshold = " + value + "\n"),
                  messages{"w.toml:2:13: 'routing.threshold' must be a number from 0 to 1, found " + found});
    };
    refused("1.5", "1.5");
    refused("-0.1", "-0.1");
    refused("nan", "nan");
    refused("inf", "inf");
    refused("true", "true");
    refused("[]", "an empty list");
    refused("1979-05-27", "a date");
    refused("1979-05-27T07:32:00Z", "a date and time");
    refused("07:32:00", "a time of day");
    refused("\"0.5\"", "the string \"0.5\"; write it without quotes");
    refused("\"half\"", "the string \"half\"");
}

TEST(weights, are_merged_over_the_defaults)
{
    weights expected;
    expected[feature::reasoning_term_count] = 5;
    expected[feature::word_count] = 0;
    auto const config = sound("[routing]\nweights = { reasoning_term_count = 5, word_count = 0.0 }\n");
    EXPECT_EQ(config.routing.weights, expected);
}

TEST(weights, are_finite_non_negative_and_known)
{
    auto const found = errors("[routing.weights]\nword_count = -1\nlink_count = nan\nquestions_count = 1\n");
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0], "w.toml:2:14: 'routing.weights.word_count' must be a non-negative number, found -1");
    EXPECT_EQ(found[1], "w.toml:3:14: 'routing.weights.link_count' must be a non-negative number, found nan");
    EXPECT_EQ(found[2], "w.toml:4:1: unknown key 'routing.weights.questions_count'; did you mean "
                        "'routing.weights.question_count'?");
}

TEST(weights, must_add_up_to_a_number)
{
    EXPECT_EQ(errors("[routing]\nweights = { word_count = 1e308, list_item_count = 1e308 }\n"),
              messages{"w.toml:2:1: 'routing.weights' must be smaller: their sum is not finite"});
}

TEST(lexicon, replaces_one_list_and_leaves_the_other)
{
    auto const words =
        sound("[routing.lexicon]\nreasoning_terms = [\" Beweis \", \"lemma\"]\n").routing.lexicon;
    EXPECT_EQ(words.reasoning_terms(), (std::vector<std::string>{"beweis", "lemma"}));
    EXPECT_FALSE(words.has_custom_constraint_terms());
    auto const none = sound("[routing.lexicon]\nconstraint_terms = []\n").routing.lexicon;
    EXPECT_TRUE(none.constraint_terms().empty());
    EXPECT_FALSE(none.has_custom_reasoning_terms());
}

TEST(lexicon, wants_words)
{
    EXPECT_EQ(
        errors("[routing.lexicon]\nreasoning_terms = [\"ok\", \" \", 1]\nconstraint_terms = \"must\"\n"),
        (messages{
            "w.toml:2:26: 'routing.lexicon.reasoning_terms[1]' must be a non-empty string, found the string "
            "\" \"",
            "w.toml:2:31: 'routing.lexicon.reasoning_terms[2]' must be a non-empty string, found 1; write it "
            "in quotes",
            "w.toml:3:20: 'routing.lexicon.constraint_terms' must be a list of at most 2000 non-empty "
            "strings, found the string \"must\"; write it as a list: [\"must\"]"}));
}

TEST(lexicon, is_limited)
{
    std::string list;
    for (int i = 0; i < 2000; ++i) list += "\"same\",";
    auto const with = [&](std::string const& last) {
        return "[routing.lexicon]\nreasoning_terms = [" + list + last + "]\n";
    };
    EXPECT_EQ(errors(with("")), messages{});
    EXPECT_EQ(errors(with("\"more\"")), messages{"w.toml:2:19: 'routing.lexicon.reasoning_terms' must be a "
                                                 "list of at most 2000 non-empty strings, "
                                                 "found 2001"});
}

TEST(tiers, are_sorted_by_score)
{
    auto const ladder = ladder_of(sound("[[routing.tiers]]\nmin_score = 0.6\nmodel = \"big\"\ncost = 2\n"
                                        "[[routing.tiers]]\nmin_score = 0\nmodel = \"small\"\n"));
    ASSERT_EQ(ladder.tiers.size(), 2U);
    EXPECT_EQ(ladder.tiers[0], (tier{0.0, "small"}));
    EXPECT_EQ(ladder.tiers[1], (tier{0.6, "big", 2.0}));
}

TEST(tiers, tell_all_that_is_wrong_with_them)
{
    EXPECT_EQ(
        errors("[[routing.tiers]]\nmodel = \"\"\ncost = -1\n[[routing.tiers]]\nmin_score = true\nmodle = "
               "\"b\"\n"),
        (messages{
            "w.toml:1:1: 'routing.tiers[0].min_score' is missing: it must be a number from 0 to 1",
            "w.toml:2:9: 'routing.tiers[0].model' must be a non-empty string, found an empty string",
            "w.toml:3:8: 'routing.tiers[0].cost' must be a non-negative number, found -1",
            "w.toml:5:13: 'routing.tiers[1].min_score' must be a number from 0 to 1, found true",
            "w.toml:6:1: unknown key 'routing.tiers[1].modle'; did you mean 'routing.tiers[1].model'?"}));
}

TEST(tiers, start_at_zero_and_differ)
{
    EXPECT_EQ(
        errors("[[routing.tiers]]\nmin_score = 0.1\nmodel = \"a\"\n[[routing.tiers]]\nmin_score = 0.1\n"
               "model = \"b\"\n"),
        (messages{
            "w.toml:2:13: 'routing.tiers[0].min_score' must be 0, since this tier is the lowest, found 0.1",
            "w.toml:5:13: 'routing.tiers[1].min_score' must differ from that of every other tier, found 0.1 "
            "as on line 2"}));
    EXPECT_EQ(errors("[[routing.tiers]]\nmin_score = -0.0\nmodel = \"a\"\n"), messages{});
}

TEST(tiers, are_a_list_of_tables)
{
    EXPECT_EQ(
        errors("[routing]\ntiers = []\n"),
        messages{"w.toml:2:9: 'routing.tiers' must be a non-empty list of tables, found an empty list"});
    EXPECT_EQ(errors("[routing.tiers]\nmin_score = 0\n"),
              messages{"w.toml:1:10: 'routing.tiers' must be a non-empty list of tables, found a table"});
    EXPECT_EQ(errors("[routing]\ntiers = [ 1 ]\n"),
              messages{"w.toml:2:11: 'routing.tiers[0]' must be a table, found 1"});
    EXPECT_EQ(errors("[routing]\ntiers = [ { min_score = 0, model = \"a\" } ]\n"), messages{});
}

TEST(tiers, name_models_that_a_header_can_carry)
{
    EXPECT_EQ(
        errors("[[routing.tiers]]\nmin_score = 0\nmodel = \"a\\r\\nX: y\"\n"),
        messages{
            "w.toml:3:9: 'routing.tiers[0].model' must be a name without control characters: it is sent in "
            "response headers, found the string \"a\\u000d\\u000aX: y\""});
}

} // namespace
} // namespace wayfinder::config::testing
