// The output loads, and to the same routing.
#include "config/editing/routing_text.hpp"
#include "loading.hpp"

namespace wayfinder::config::testing {
namespace {

router with_tiers(std::vector<tier> tiers)
{
    router made;
    made.policy = tiers_policy{std::move(tiers)};
    return made;
}

TEST(routing_text, tiers_in_the_form_of_the_reference)
{
    EXPECT_EQ(routing_toml(with_tiers({{0, "local", 0.2}, {0.08, "cloud", 1.0}})),
              "[[routing.tiers]]\nmin_score = 0.0\nmodel = \"local\"\ncost = 0.2\n\n"
              "[[routing.tiers]]\nmin_score = 0.08\nmodel = \"cloud\"\ncost = 1.0\n");
}

TEST(routing_text, weights_by_name_and_only_where_they_differ)
{
    auto routing = with_tiers({{0, "m"}});
    EXPECT_EQ(routing_toml(routing).find("weights"), std::string::npos);
    routing.weights[feature::word_count] = 2;
    routing.weights[feature::constraint_term_count] = 1e-7;
    EXPECT_TRUE(routing_toml(routing).starts_with(
        "[routing]\nweights = { constraint_term_count = 1e-07, word_count ="));
    EXPECT_EQ(sound(routing_toml(routing)).routing.weights, routing.weights) << "to the last bit";
}

TEST(routing_text, a_replaced_term_list_is_written_and_the_other_is_not)
{
    auto routing = with_tiers({{0, "m"}});
    routing.lexicon.set_constraint_terms({"zebra", "q\"uote"});
    auto const text = routing_toml(routing);
    EXPECT_EQ(text.find("reasoning_terms"), std::string::npos);
    auto const read = sound(text).routing.lexicon;
    EXPECT_EQ(read.constraint_terms(), routing.lexicon.constraint_terms());
    EXPECT_FALSE(read.has_custom_reasoning_terms());

    routing.lexicon.set_constraint_terms({});
    EXPECT_TRUE(sound(routing_toml(routing)).routing.lexicon.constraint_terms().empty());
}

TEST(routing_text, a_classifier_with_every_feature)
{
    classifier_policy classifier{{"a", "b"}, {0.5, -0.5}, {}};
    for (feature const each : all_features) classifier.weights[index_of(each)] = {1e-6, -12.25};
    router routing;
    routing.policy = classifier;
    EXPECT_EQ(sound(routing_toml(routing)).routing.policy, routing.policy);
}

/// The reference writes names between quotes unescaped.
TEST(routing_text, defect_names_are_quoted_properly)
{
    for (auto const* name : {"qu\"ote", "back\\slash", "\\n", "größer", "a=b", "[x]", "#", " ", "'"}) {
        auto const routing = with_tiers({{0, name}});
        EXPECT_EQ(sound(routing_toml(routing)).routing.policy, routing.policy) << name;
    }
}

} // namespace
} // namespace wayfinder::config::testing
