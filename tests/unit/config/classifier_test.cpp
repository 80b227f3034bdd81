#include "config/validation/dead_ends.hpp"
#include "loading.hpp"

namespace wayfinder::config::testing {
namespace {

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
            "w.toml:2:16: 'routing.classifier.models' must be distinct names, found \"a\" twice",
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
            "routed to it are refused with 500; did you mean \"a\"?"});
    auto const by_threshold = notices(models);
    ASSERT_EQ(by_threshold.size(), 2U) << "local and cloud of the default threshold";
    for (auto const& each : by_threshold)
        EXPECT_TRUE(
            each.ends_with("; a threshold routes to \"local\" and \"cloud\" only, use [[routing.tiers]] for "
                           "other names"))
            << each;
    EXPECT_EQ(notices("[routing]\nthreshold = 0.1\n"), messages{}) << "no gateway, no need for models";
}

std::string tier(std::string const& model)
{
    return "[[routing.tiers]]\nmin_score = 0\nmodel = \"" + model + "\"\n";
}

TEST(routed_models, that_are_misspelt_are_told_the_right_name)
{
    auto const result = load(tier("smal") + "[gateway.models.small]\nbase_url = \"builtin:echo\"\n");
    ASSERT_EQ(texts(result.notices),
              messages{"w.toml:3:9: routing may choose the model \"smal\", but there is no "
                       "[gateway.models.smal]: requests routed to it are refused with 500; did you mean "
                       "\"small\"?"});
    EXPECT_TRUE(result.notices.front().dead_end);
    ASSERT_TRUE(result.config) << "the reference starts with such a file";
    EXPECT_EQ(dead_ends(*result.config), std::vector<std::string_view>{"smal"});
    auto const other = load("[gateway.ledger]\nfile = \"a\"\n[routing]\nthreshold = 1\n" + tier("local"));
    for (auto const& each : other.notices) EXPECT_FALSE(each.dead_end) << each.to_string();
}

TEST(routed_models, break_when_a_route_that_works_comes_to_lead_nowhere)
{
    std::string const models{"[gateway.models.small]\nbase_url = \"builtin:echo\"\n"};
    auto const works = sound(tier("small") + models);
    auto const misspelt = sound(tier("smal") + models);
    EXPECT_TRUE(breaks_routes(works, misspelt));
    EXPECT_TRUE(breaks_routes(works, sound(models))) << "neither local nor cloud is there";
    EXPECT_FALSE(breaks_routes(works, works));
    EXPECT_FALSE(breaks_routes(misspelt, misspelt)) << "it was so before";
    EXPECT_FALSE(breaks_routes(sound(models), misspelt)) << "nothing worked before";
    EXPECT_FALSE(breaks_routes(sound(""), misspelt));
    EXPECT_FALSE(breaks_routes(works, sound("[routing]\nthreshold = 0.2\n"))) << "a file for decisions alone";
}

} // namespace
} // namespace wayfinder::config::testing
