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
    refused("1979-05-27", "a date or time");
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
            "as in line 2"}));
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
            "w.toml:3:9: 'routing.tiers[0].model' must be a name without control characters: it travels in "
            "response headers, found the string \"a\\u000d\\u000aX: y\""});
}

constexpr std::string_view sound_classifier{
    "[routing.classifier]\nmodels = [\"a\", \"b\"]\nintercepts = [0, -1.5]\n"
    "[routing.classifier.weights]\nword_count = [1, -2]\n"};

TEST(classifier, is_read)
{
    auto const policy = std::get<classifier_policy>(sound(sound_classifier).routing.policy);
    EXPECT_EQ(policy.models, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(policy.intercepts, (std::vector<double>{0.0, -1.5}));
    EXPECT_EQ(policy.weights[index_of(feature::word_count)], (std::vector<double>{1.0, -2.0}));
    EXPECT_TRUE(policy.weights[index_of(feature::link_count)].empty());
}

TEST(classifier, needs_all_of_its_keys)
{
    EXPECT_EQ(
        errors("[routing.classifier]\n"),
        (messages{
            "w.toml:1:10: 'routing.classifier.models' is missing: it must be a list of at least 2 different "
            "names",
            "w.toml:1:10: 'routing.classifier.intercepts' is missing: it must be a list of numbers, one per "
            "model",
            "w.toml:1:10: 'routing.classifier.weights' is missing: it must be a table"}));
}

TEST(classifier, tells_all_that_is_wrong_with_it)
{
    EXPECT_EQ(
        errors("[routing.classifier]\nmodels = [\"a\", \"a\"]\nintercepts = [0, true, inf]\n"
               "[routing.classifier.weights]\nbogus = [1, 2]\nword_count = [1]\n"),
        (messages{
            "w.toml:2:16: 'routing.classifier.models' must be different names, found \"a\" twice",
            "w.toml:3:14: 'routing.classifier.intercepts' must be a list of 2 numbers, one per model, found "
            "3",
            "w.toml:3:18: 'routing.classifier.intercepts[1]' must be a number, found true",
            "w.toml:3:24: 'routing.classifier.intercepts[2]' must be a number, found inf",
            "w.toml:5:1: unknown key 'routing.classifier.weights.bogus'; known here: word_count, "
            "heading_count, max_heading_depth, list_item_count, link_count, code_block_count, "
            "table_row_count, reasoning_term_count, math_symbol_count, constraint_term_count, question_count",
            "w.toml:6:14: 'routing.classifier.weights.word_count' must be a list of 2 numbers, one per "
            "model, found 1"}));
    EXPECT_EQ(
        errors("[routing.classifier]\nmodels = [\"a\"]\nintercepts = [0]\nweights = {}\n"),
        messages{
            "w.toml:2:10: 'routing.classifier.models' must be a list of at least 2 different names, found a "
            "list"});
}

TEST(precedence, leaves_what_is_overridden_unchecked_and_says_so)
{
    auto const result =
        load("[routing]\nthreshold = 5\ntiers = \"nonsense\"\n" + std::string{sound_classifier});
    EXPECT_EQ(texts(result.errors), messages{});
    EXPECT_EQ(
        texts(result.notices),
        (messages{
            "w.toml:2:1: 'routing.threshold' has no effect and is not checked: 'routing.classifier' decides",
            "w.toml:3:1: 'routing.tiers' has no effect and is not checked: 'routing.classifier' decides"}));
    EXPECT_EQ(
        notices("[routing]\nthreshold = 5\n[[routing.tiers]]\nmin_score = 0\nmodel = \"a\"\n"),
        messages{
            "w.toml:2:1: 'routing.threshold' has no effect and is not checked: 'routing.tiers' decides"});
}

TEST(precedence, still_checks_weights_and_lexicon)
{
    EXPECT_EQ(
        errors("[routing]\nweights = 1\nlexicon = 1\n[[routing.tiers]]\nmin_score = 0\nmodel = \"a\"\n"),
        (messages{"w.toml:2:11: 'routing.weights' must be a table, found 1",
                  "w.toml:3:11: 'routing.lexicon' must be a table, found 1"}));
}

TEST(routed_models, without_a_table_are_pointed_out)
{
    std::string const models{"[gateway.models.a]\nbase_url = \"builtin:echo\"\n"};
    EXPECT_EQ(notices(models +
                      "[[routing.tiers]]\nmin_score = 0\nmodel = \"a\"\n[[routing.tiers]]\nmin_score = 0.5\n"
                      "model = \"my.big\"\n[[routing.tiers]]\nmin_score = 0.7\nmodel = \"my.big\"\n"),
              messages{"w.toml:8:9: routing may choose the model \"my.big\", but there is no "
                       "[gateway.models.\"my.big\"]: requests routed to it are refused with 500"});
    EXPECT_EQ(
        notices(models + std::string{sound_classifier}),
        messages{
            "w.toml:4:16: routing may choose the model \"b\", but there is no [gateway.models.b]: requests "
            "routed to it are refused with 500"});
    EXPECT_EQ(notices(models).size(), 2U) << "local and cloud of the default threshold";
    EXPECT_EQ(notices("[routing]\nthreshold = 0.1\n"), messages{}) << "no gateway, no need for models";
}

} // namespace
} // namespace wayfinder::config::testing
