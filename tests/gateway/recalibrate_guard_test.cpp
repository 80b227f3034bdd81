// What `recalibrate` does not take in, and what it does not deploy.
#include "recalibrate_test.hpp"

namespace wayfinder::testing {
namespace {

using recalibrate_guard = recalibrate;

std::string const skill_routing = "[routing]\npolicy = \"skill\"\nmodels = [\"local\", \"cloud\"]\n";

TEST_F(recalibrate_guard, teaches_nothing_by_few_labels_and_shows_their_share)
{
    configure(skill_routing + "dear_share = 0.2\n");
    directory_.write(log_name, separable(30));
    auto const result = run();
    EXPECT_EQ(result.status.code, 0) << result.error;
    EXPECT_TRUE(matches(result.error, "60 labels are fewer than 100: .* nothing is learned")) << result.error;
    EXPECT_TRUE(matches(result.error, "for \"cloud\": 50.0 % of the prompts \\(dear_share in force: 20.0 %"))
        << result.error;
    EXPECT_FALSE(matches(result.error, "only the cut is fitted")) << result.error;
    EXPECT_TRUE(matches(result.error, "nothing was written")) << result.error;
}

TEST_F(recalibrate_guard, teaches_nothing_by_labels_of_one_model)
{
    configure(skill_routing);
    std::string lines;
    for (int i = 0; i < 120; ++i) lines += label_line(short_prompt(i), "cloud");
    directory_.write(log_name, lines);
    auto const result = run();
    EXPECT_EQ(result.status.code, 1);
    EXPECT_TRUE(matches(result.error, "labels of at least 2 models are needed, all 120 are for \"cloud\""))
        << result.error;
    EXPECT_FALSE(exists("wayfinder-router.learned"));
}

TEST_F(recalibrate_guard, names_options_that_teach_a_skill_policy_nothing)
{
    configure(skill_routing);
    directory_.write(log_name, separable(30));
    auto const result = run({"--costs", "local=1,cloud=2", "--models", "cloud,local", "--l2", "3",
                             "--objective", "knee", "--target-savings", "0.5", "--iterations", "3"});
    EXPECT_EQ(result.status.code, 0) << result.error;
    for (std::string const flag :
         {"--costs", "--models", "--l2", "--objective", "--target-savings", "--iterations"})
        EXPECT_NE(result.error.find(flag + " has no effect"), std::string::npos) << flag << result.error;
    EXPECT_EQ(run({"--costs", "nonsense"}).status.code, 2);
    EXPECT_EQ(run({"--models", "a,a"}).status.code, 2);
}

TEST_F(recalibrate_guard, turns_no_ladder_around_unless_forced)
{
    std::string lines;
    for (int i = 0; i < 30; ++i)
        lines += label_line(short_prompt(i), "cloud") + label_line(long_prompt(i), "local");
    directory_.write(log_name, lines);
    auto const former = configure("[routing]\nthreshold = 0.07\n");
    auto const result = run();
    EXPECT_EQ(result.status.code, 1) << result.error;
    EXPECT_TRUE(matches(result.error, "would have \"cloud\" below \"local\", the other way round than what "
                                      "is in force.*--force"))
        << result.error;
    EXPECT_EQ(read(config_name), former);
    EXPECT_EQ(run({"--force"}).status.code, 0);
    EXPECT_NE(read(config_name), former);
}

TEST_F(recalibrate_guard, goes_by_prices_where_no_ladder_is_in_force)
{
    std::string lines;
    for (int i = 0; i < 30; ++i)
        lines += label_line(short_prompt(i), "cloud") + label_line(long_prompt(i), "local");
    directory_.write(log_name, lines);
    directory_.write(config_name,
                     "[routing.classifier]\nmodels = [\"local\", \"cloud\"]\nintercepts = [1, 0]\n"
                     "[routing.classifier.weights]\n" +
                         model_table("local", "builtin:echo") + "cost_per_1k = 0.1\n" +
                         model_table("cloud", "builtin:echo") + "cost_per_1k = 2\n");
    auto const result = run({"--mode", "threshold"});
    EXPECT_EQ(result.status.code, 1) << result.error;
    EXPECT_TRUE(matches(result.error, "the other way round than their prices")) << result.error;
}

TEST_F(recalibrate_guard, reckons_with_the_prices_of_the_configuration)
{
    configure("[routing]\nthreshold = 0.5\n");
    directory_.write(log_name, separable(30));
    EXPECT_TRUE(matches(run({"--dry-run"}).error, "at assumed prices"));
    auto const priced = "price = { input = 1, output = 3 }\n";
    directory_.write(config_name, "[routing]\nthreshold = 0.5\n" + model_table("local", "builtin:echo") +
                                      priced + model_table("cloud", "builtin:echo") +
                                      "price = { input = 10, output = 30 }\n");
    auto const result = run({"--dry-run"});
    EXPECT_TRUE(matches(result.error, "always local .* 90.0 %")) << result.error;
    EXPECT_TRUE(
        matches(result.error, "Prices are those of the configuration, .*: cloud \\$0.04, local \\$0.004"))
        << result.error;
    EXPECT_FALSE(matches(result.error, "assumed prices|-0.0 %")) << result.error;
    auto const told = run({"--dry-run", "--costs", "local=1,cloud=2"});
    EXPECT_TRUE(matches(told.error, "always local .* 50.0 %")) << told.error;
    directory_.write(config_name, "[routing]\nthreshold = 0.5\n" + model_table("local", "builtin:echo") +
                                      priced + model_table("cloud", "builtin:echo"));
    EXPECT_TRUE(matches(run({"--dry-run"}).error, "at assumed prices")) << "one model has no price";
}

TEST_F(recalibrate_guard, leaves_out_labels_of_models_that_nothing_is_routed_to)
{
    configure("[routing]\nthreshold = 0.5\n" + model_table("mid", "builtin:echo"));
    directory_.write(log_name, separable(30) + label_line("hm", "mid"));
    auto const result = run({"--dry-run"});
    EXPECT_EQ(result.status.code, 0) << result.error;
    EXPECT_TRUE(matches(result.error, "1 label is left out, .*does not route to.*\"mid\"")) << result.error;
    EXPECT_TRUE(matches(result.error, "samples=60")) << result.error;
    EXPECT_TRUE(matches(run({"--dry-run", "--mode", "tiers"}).error, "samples=61"));
    configure(skill_routing + model_table("mid", "builtin:echo"));
    auto const taught = run({"--dry-run"});
    EXPECT_EQ(taught.status.code, 0) << taught.error;
    EXPECT_TRUE(matches(taught.error, "1 label is left out, .*none of policy.*\"mid\"")) << taught.error;
}

} // namespace
} // namespace wayfinder::testing
