// For any data: the output loads, and the real router decides on it exactly as reported.
#include "calibrating.hpp"

#include <wayfinder/decision.hpp>
#include <wayfinder/explain.hpp>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <random>

namespace wayfinder::cli::testing {
namespace {

using calibrate::labelled_prompt;
using calibrate::mode;
using calibrate::objective;

class random_data {
public:
    explicit random_data(unsigned seed) : engine_{seed} {}

    std::size_t below(std::size_t bound) { return engine_() % bound; }

    std::string text()
    {
        static std::vector<std::string> const pieces{"word ",   "prove ",     "must ",      "x ",
                                                     "? ",      "\n# head\n", "\n- item\n", "\n```\n",
                                                     "\\frac ", "| a |\n"};
        std::string made;
        for (auto count = below(4) == 0 ? 0 : below(40); count > 0; --count)
            made += pieces[below(pieces.size())];
        return made;
    }

    /// Names that need careful quoting in TOML.
    std::vector<std::string> labels(std::size_t count)
    {
        std::vector<std::string> names{"local", "cl\"oud", "a\\b", "dear.model", "größer"};
        names.resize(count);
        return names;
    }

    std::vector<labelled_prompt> prompts(std::size_t label_count)
    {
        auto const names = labels(label_count);
        std::vector<labelled_prompt> all;
        for (auto const& name : names) all.push_back({text(), name}); // each at least once
        for (auto count = below(60); count > 0; --count) {
            auto made = text();
            auto const graded = std::min(label_count - 1, made.size() * label_count / 200);
            all.push_back({std::move(made), names[below(3) == 0 ? below(label_count) : graded]});
        }
        return all;
    }

    calibrate::options options(std::vector<std::string> const& names)
    {
        calibrate::options made;
        bool const two = names.size() == 2;
        made.how = calibrate::all_modes[two ? below(3) : 1 + below(2)];
        if (made.how == mode::threshold) made.goal = calibrate::all_objectives[below(3)];
        if (made.goal == objective::cost_quality) made.target_savings = 0.01 * static_cast<double>(below(60));
        if (below(2) == 0)
            for (auto const& name : names)
                made.costs.push_back({name, 0.125 * static_cast<double>(1 + below(40))});
        if (below(2) == 0)
            for (feature const each : all_features) made.weights[each] = static_cast<double>(below(7)) / 3.0;
        if (below(3) == 0) made.order = {names.rbegin(), names.rend()};
        return made;
    }

private:
    std::mt19937 engine_;
};

void expect_deployed_as_reported(std::vector<labelled_prompt> const& prompts,
                                 calibration_outcome const& outcome)
{
    auto const result = loaded(outcome.toml);
    ASSERT_NE(result.config, nullptr) << outcome.toml << result.errors.front().to_string();
    auto const& routing = result.config->routing;
    EXPECT_EQ(routing.policy, outcome.fit.policy) << outcome.toml;

    auto const& data = outcome.request.data;
    auto const decided = calibrate::decide_all(outcome.fit.policy, outcome.request.options.weights, data);
    std::size_t right = 0;
    for (std::size_t at = 0; at < prompts.size(); ++at) {
        auto const model = routing.decide(prompts[at].text).model;
        EXPECT_EQ(model, data.labels[decided[at]]) << prompts[at].text;
        right += model == prompts[at].label ? 1U : 0U;
    }
    auto const accuracy = static_cast<double>(right) / static_cast<double>(prompts.size());
    EXPECT_EQ(outcome.worth.training.accuracy, accuracy);
    EXPECT_EQ(summary_json(outcome)["accuracy"], round_to_ten_thousandths(accuracy));
}

/// The cuts of the summary line decide as the emitted tiers do, unreachable ones included.
void expect_cuts_decide_alike(calibration_outcome const& outcome)
{
    auto const& request = outcome.request;
    if (request.options.how == mode::classifier) return;
    auto const decided = calibrate::decide_all(outcome.fit.policy, request.options.weights, request.data);
    auto const values = calibrate::graded_by_score(request.data, request.options.weights);
    for (std::size_t at = 0; at < values.size(); ++at)
        EXPECT_EQ(outcome.fit.cuts.choose(values[at].value), decided[at]);
}

TEST(any_calibration, is_deployed_as_it_was_reported)
{
    int succeeded = 0;
    int one_tier = 0;
    for (unsigned seed = 0; seed < 150; ++seed) {
        SCOPED_TRACE(seed);
        random_data random{seed};
        auto const label_count = 2 + random.below(4);
        auto const prompts = random.prompts(label_count);
        lexicon terms;
        if (seed % 3 == 0) terms.set_reasoning_terms({"word", "qu\"ote"});
        auto const data = calibrate::count_features(prompts, terms);
        auto const made = calibrated(data, random.options(random.labels(label_count)), terms);
        if (auto const* failed = std::get_if<calibrate::failure>(&made)) {
            EXPECT_EQ(failed->what, calibrate::problem::target_out_of_reach);
            continue;
        }
        auto const& outcome = std::get<calibration_outcome>(made);
        ++succeeded;
        auto const* ladder = std::get_if<tiers_policy>(&outcome.fit.policy);
        one_tier += ladder != nullptr && ladder->tiers.size() == 1 ? 1 : 0;
        expect_deployed_as_reported(prompts, outcome);
        expect_cuts_decide_alike(outcome);
    }
    EXPECT_GT(succeeded, 120);
    EXPECT_GT(one_tier, 5) << "the property would say nothing about single tiers";
}

TEST(any_calibration, is_the_same_every_time)
{
    random_data random{7};
    auto const data = calibrate::count_features(random.prompts(3), lexicon{});
    for (auto const how : {mode::tiers, mode::classifier}) {
        calibrate::options options;
        options.how = how;
        auto const once = std::get<calibration_outcome>(calibrated(data, options));
        auto const again = std::get<calibration_outcome>(calibrated(data, options));
        EXPECT_EQ(outcome_json(once), outcome_json(again));
        EXPECT_EQ(outcome_svg(once), outcome_svg(again));
    }
}

} // namespace
} // namespace wayfinder::cli::testing
