// A calibration's remarks about itself.
#include "calibrating.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace wayfinder::cli::testing {
namespace {

using calibrate::mode;
using calibrate::objective;
using calibrate::options;

std::string const easy{"hi there"};
std::string const hard{"# Plan\n\n- one\n- two\n- three\n\n## Then\n\n- four\n- five\n"};

calibration_outcome outcome_of(std::vector<repeated_prompt> const& prompts, options const& chosen = {})
{
    auto const data = calibrate::count_features(repeated(prompts), lexicon{});
    return std::get<calibration_outcome>(calibrated(data, chosen));
}

/// `count` different prompts that score about the same.
std::vector<repeated_prompt> varied(std::string const& label, int count, std::string const& text)
{
    std::vector<repeated_prompt> prompts;
    for (int i = 0; i < count; ++i)
        prompts.push_back({label, 1, text + "number " + std::to_string(i) + '\n'});
    return prompts;
}

std::vector<repeated_prompt> both(std::vector<repeated_prompt> one, std::vector<repeated_prompt> const& other)
{
    one.insert(one.end(), other.begin(), other.end());
    return one;
}

TEST(remarks, a_sound_fit_on_many_labels_has_no_warnings)
{
    auto const said = remarks(outcome_of(both(varied("local", 80, easy), varied("cloud", 80, hard))));
    EXPECT_EQ(said.size(), 2U) << ::testing::PrintToString(said);
}

TEST(remarks, defect_inverted_scores_are_told)
{
    auto const said = remarks(outcome_of(both(varied("local", 80, hard), varied("cloud", 80, easy))));
    EXPECT_TRUE(any_mentions(said, "The scores run the wrong way"));
    EXPECT_TRUE(any_mentions(said, "puts \"local\" above \"cloud\"")) << ::testing::PrintToString(said);
}

TEST(remarks, prices_say_what_is_inverted_whatever_the_names)
{
    options chosen;
    auto const prompts = both(varied("a", 80, hard), varied("b", 80, easy));
    EXPECT_FALSE(any_mentions(remarks(outcome_of(prompts, chosen)), "wrong way")) << "who could know";
    chosen.costs = {{"a", 1}, {"b", 2}};
    EXPECT_TRUE(any_mentions(remarks(outcome_of(prompts, chosen)), "puts \"a\" above \"b\""));
    chosen.goal = objective::knee;
    auto const said = remarks(outcome_of(prompts, chosen));
    EXPECT_TRUE(any_mentions(said, "wrong way"));
    EXPECT_FALSE(any_mentions(said, "above")) << "the knee puts the dearer model on top";
    chosen.costs = {{"a", 2}, {"b", 1}};
    EXPECT_FALSE(any_mentions(remarks(outcome_of(prompts, chosen)), "wrong way"));
}

TEST(remarks, labels_that_score_alike_are_told)
{
    auto const said = remarks(outcome_of({{"local", 3, easy}, {"cloud", 5, easy}}));
    EXPECT_TRUE(any_mentions(said, "does not tell \"local\" from \"cloud\""));
    EXPECT_TRUE(any_mentions(said, "Everything goes to \"cloud\""));
}

TEST(remarks, a_tier_out_of_reach_is_told)
{
    options chosen;
    chosen.how = mode::tiers;
    chosen.order = {"s", "m", "l"};
    auto const sound = outcome_of({{"s", 8, easy}, {"m", 8, "- a\n- b\n"}, {"l", 9, hard}}, chosen);
    auto const cheap_never = outcome_of({{"s", 1, easy}, {"m", 8, easy}, {"l", 9, hard}}, chosen);
    EXPECT_TRUE(any_mentions(remarks(cheap_never), "No score would ever choose \"s\""));
    EXPECT_FALSE(any_mentions(remarks(sound), "ever choose"));
}

TEST(remarks, few_labels_are_counted)
{
    auto const few = remarks(outcome_of(both(varied("local", 9, easy), varied("cloud", 20, hard))));
    EXPECT_TRUE(any_mentions(few, "Too few prompts for \"local\" to learn from: 9 different"));
    EXPECT_FALSE(any_mentions(few, "Too few prompts for \"cloud\""));

    auto const torn = both(varied("local", 20, easy), varied("cloud", 20, easy));
    EXPECT_TRUE(any_mentions(remarks(outcome_of(torn)), "Too few labels to tell: 40 leave"));
}

TEST(remarks, repetitions_are_counted)
{
    auto const said = remarks(outcome_of({{"local", 5, easy}, {"cloud", 6, hard}}));
    EXPECT_TRUE(any_mentions(said, "9 of the 11 prompts repeat another"));
}

TEST(remarks, the_verdict_follows_the_figures)
{
    auto const no_better = outcome_of(both(varied("local", 80, easy), varied("cloud", 80, hard)));
    EXPECT_EQ(no_better.worth.outcome, calibrate::verdict::no_better) << "words tell these apart as well";
    EXPECT_TRUE(any_mentions(remarks(no_better), "no better than a plainer rule (cuts on word count alone)"));

    // Many words for one, few for the other, and weights that ignore words.
    options without_words;
    without_words.weights[feature::word_count] = 0;
    without_words.weights[feature::link_count] = 0;
    auto const long_winded = "one two three four five six seven eight nine ten eleven twelve ";
    auto const worse =
        outcome_of(both(varied("local", 80, easy), varied("cloud", 80, long_winded)), without_words);
    EXPECT_TRUE(any_mentions(remarks(worse), "worse than a plainer rule"));

    // The same number of words either way: only the structure differs.
    auto const plain = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen ";
    auto const better = outcome_of(both(varied("local", 80, plain), varied("cloud", 80, hard)));
    EXPECT_EQ(better.worth.outcome, calibrate::verdict::better);
    EXPECT_TRUE(any_mentions(remarks(better), "beats the best of these rules"));
}

TEST(remarks, assumed_prices_are_called_so)
{
    options chosen;
    auto const prompts = both(varied("local", 10, easy), varied("cloud", 10, hard));
    EXPECT_TRUE(any_mentions(remarks(outcome_of(prompts)), "at assumed prices (local 0.2, cloud 1)"));
    chosen.costs = {{"local", 1}, {"cloud", 3}};
    EXPECT_FALSE(any_mentions(remarks(outcome_of(prompts, chosen)), "assumed"));
}

TEST(remarks, a_classifier_that_has_not_settled_says_so)
{
    options chosen;
    chosen.how = mode::classifier;
    chosen.newton.iterations = 2;
    auto const prompts = both(varied("local", 10, easy), varied("cloud", 10, hard));
    EXPECT_TRUE(any_mentions(remarks(outcome_of(prompts, chosen)), "not settled after 2"));
    chosen.newton.iterations = 100;
    EXPECT_FALSE(any_mentions(remarks(outcome_of(prompts, chosen)), "not settled"));
}

TEST(table, aligns_names_beyond_ascii_and_shows_every_rule)
{
    options chosen;
    chosen.costs = {{"größer", 3}, {"klein", 1}};
    auto const text =
        figures_table(outcome_of(both(varied("klein", 10, easy), varied("größer", 10, hard)), chosen));
    for (auto const* rule : {"this fit  ", "always klein  ", "always größer  ", "random, same shares",
                             "cuts on word count alone"})
        EXPECT_NE(text.find(rule), std::string::npos) << rule << '\n' << text;
    EXPECT_NE(text.find("always klein                50.0 %"), std::string::npos) << text;
    EXPECT_NE(text.find("always größer               50.0 %"), std::string::npos) << text;
}

TEST(plot, names_are_escaped_and_points_lie_inside)
{
    auto const svg = outcome_svg(outcome_of(both(varied("a<b", 10, easy), varied("c&d", 10, hard))));
    EXPECT_NE(svg.find("c&amp;d"), std::string::npos);
    EXPECT_EQ(svg.find("c&d"), std::string::npos);
    EXPECT_EQ(svg.find("nan"), std::string::npos);
    EXPECT_NE(svg.find("prefers-color-scheme:dark"), std::string::npos);
}

} // namespace
} // namespace wayfinder::cli::testing
