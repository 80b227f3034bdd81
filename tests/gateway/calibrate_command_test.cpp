// `wayfinder-router calibrate`: from a file of labelled prompts to a configuration fragment.
#include "command_in_directory.hpp"
#include "gateway_test.hpp"
#include "prompts.hpp"

namespace wayfinder::testing {
namespace {

using json = nlohmann::ordered_json;

class calibrate_command : public command_in_directory {
protected:
    calibrate_command() : command_in_directory{{"calibrate"}} {}

    /// `route --json` of a prompt under a configuration.
    json route(std::string const& prompt, std::string const& toml)
    {
        directory_.write("deployed.toml", toml);
        auto const result = run_command({.arguments = {"route", "-", "--json", "--config", "deployed.toml"},
                                         .input = prompt,
                                         .environment = {},
                                         .directory = directory_.path()});
        EXPECT_EQ(result.status.code, 0) << result.error;
        return json::parse(result.output);
    }

    std::string data_{directory_.write("labels.jsonl", lessons(12))};
};

TEST_F(calibrate_command, prints_a_fragment_and_tells_about_it_on_stderr)
{
    auto const result = run({"labels.jsonl"});
    EXPECT_EQ(result.status.code, 0) << result.error;
    EXPECT_EQ(result.output, "[[routing.tiers]]\nmin_score = 0.0\nmodel = \"local\"\n\n"
                             "[[routing.tiers]]\nmin_score = 0.16\nmodel = \"cloud\"\n\n");
    auto const summary = result.error.substr(0, result.error.find('\n'));
    EXPECT_EQ(summary, "mode=threshold, threshold=0.16, models=['local', 'cloud'], accuracy=1.0, samples=24");
    for (auto const* part : {"10-fold", "this fit", "always local", "always cloud", "random, same shares",
                             "cuts on word count alone", "95 % Wilson interval"})
        EXPECT_NE(result.error.find(part), std::string::npos) << part << '\n' << result.error;
    EXPECT_EQ(route("# A\n\n- b\n", result.output)["recommendation"], "local");
}

TEST_F(calibrate_command, out_takes_the_fragment_alone)
{
    directory_.write("fragment.toml", "old and longer than what takes its place" + std::string(500, '#'));
    auto const printed = run({"labels.jsonl"});
    auto const result = run({"labels.jsonl", "--out", "fragment.toml"});
    EXPECT_EQ(result.status.code, 0) << result.error;
    EXPECT_TRUE(result.output.empty());
    EXPECT_NE(result.error.find("wrote fragment.toml\n"), std::string::npos) << result.error;
    EXPECT_EQ(read("fragment.toml") + '\n', printed.output);
}

TEST_F(calibrate_command, json_says_everything_at_once)
{
    auto const printed = run({"labels.jsonl", "--costs", "local=1,cloud=4"});
    auto const result = run({"labels.jsonl", "--costs", "local=1,cloud=4", "--json"});
    EXPECT_EQ(result.status.code, 0);
    EXPECT_TRUE(result.error.empty()) << result.error;
    auto const report = json::parse(result.output);
    EXPECT_EQ(report["toml"].get<std::string>() + '\n', printed.output);
    EXPECT_EQ(report["summary"]["samples"], 24);
    EXPECT_EQ(report["priced"], true);
    EXPECT_EQ(report["cross_validated"]["accuracy"], 1.0);
    EXPECT_EQ(report["cross_validated"]["accuracy_interval"].size(), 2U);
    EXPECT_EQ(report["cross_validated"]["saved"], 0.375);
    EXPECT_EQ(report["baselines"]["always_cheapest"]["saved"], 0.75);
    EXPECT_EQ(report["baselines"]["word_count"]["accuracy"], 1.0);
    EXPECT_EQ(report["verdict"]["outcome"], "no_better");
    for (auto const& remark : report["remarks"])
        EXPECT_NE(printed.error.find(remark.get<std::string>()), std::string::npos) << remark;
}

TEST_F(calibrate_command, plot_draws_a_picture)
{
    auto const result = run({"labels.jsonl", "--plot", "curve.svg"});
    EXPECT_EQ(result.status.code, 0) << result.error;
    EXPECT_NE(result.error.find("wrote curve.svg\n"), std::string::npos);
    EXPECT_TRUE(read("curve.svg").starts_with("<svg ")) << read("curve.svg").substr(0, 80);
    EXPECT_TRUE(read("curve.svg").ends_with("</svg>\n"));
}

TEST_F(calibrate_command, every_mode_and_objective_emits_what_loads)
{
    for (auto const& arguments :
         std::vector<words>{{"--mode", "threshold"},
                            {"--mode", "tiers"},
                            {"--mode", "tiers", "--models", "local,cloud"},
                            {"--mode", "classifier", "--l2", "0.1", "--iterations", "50"},
                            {"--objective", "knee"},
                            {"--objective", "knee", "--costs", "local=1,cloud=9"},
                            {"--objective", "cost-quality", "--target-savings", "0.3"},
                            {"--weights", "word_count=0,link_count=2.5"}}) {
        auto all = arguments;
        all.insert(all.begin(), "labels.jsonl");
        auto const result = run(all);
        EXPECT_EQ(result.status.code, 0) << result.error;
        EXPECT_EQ(route("hi", result.output)["recommendation"], "local") << result.output;
    }
}

/// A fit made with a configuration's terms and weights decides with them at run time.
TEST_F(calibrate_command, config_lends_its_lexicon_and_weights)
{
    std::string rows;
    for (int i = 0; i < 12; ++i) {
        rows += label_line("zebra number " + std::to_string(i), "cloud");
        rows += label_line("horse number " + std::to_string(i), "local");
    }
    directory_.write("zebras.jsonl", rows);
    directory_.write("zebras.toml", "[routing.weights]\nreasoning_term_count = 20\n"
                                    "[routing.lexicon]\nreasoning_terms = [\"zebra\"]\n");
    auto const blind = run({"zebras.jsonl"});
    EXPECT_NE(blind.error.find("accuracy=0.5,"), std::string::npos) << blind.error;

    auto const result = run({"zebras.jsonl", "--config", "zebras.toml"});
    EXPECT_NE(result.error.find("accuracy=1.0,"), std::string::npos) << result.error;
    EXPECT_EQ(route("a zebra here", result.output)["recommendation"], "cloud") << result.output;
    EXPECT_EQ(route("a horse here", result.output)["recommendation"], "local");
}

TEST_F(calibrate_command, a_configuration_found_by_chance_changes_nothing)
{
    auto const before = run({"labels.jsonl"});
    directory_.write("wayfinder-router.toml", "[routing.weights]\nword_count = 99\n");
    EXPECT_EQ(run({"labels.jsonl"}).output, before.output);
}

TEST_F(calibrate_command, options_without_effect_are_named)
{
    auto const mentions = [&](words const& arguments, std::string_view remark) {
        auto const result = run(arguments);
        EXPECT_EQ(result.status.code, 0) << result.error;
        EXPECT_NE(result.error.find(remark), std::string::npos) << result.error;
    };
    mentions({"labels.jsonl", "--models", "x,y"}, "--models has no effect");
    mentions({"labels.jsonl", "--mode", "classifier", "--weights", "word_count=1"},
             "--weights has no effect");
    mentions({"labels.jsonl", "--target-savings", "0.5"}, "--target-savings has no effect");
    mentions({"labels.jsonl", "--costs", "local=1,cloud=2,clod=3"}, "--costs names \"clod\"");
}

/// The reference accepts all of these and emits a configuration that does not load or decides otherwise.
TEST_F(calibrate_command, defect_weights_and_costs_that_make_no_sense_are_refused)
{
    expect_refused({"labels.jsonl", "--weights", "wordcount=1"}, 2,
                   "--weights: no feature is called \"wordcount\"");
    expect_refused({"labels.jsonl", "--weights", "word_count=-1"}, 2,
                   "--weights: \"word_count\" must be 0 or more");
    expect_refused({"labels.jsonl", "--weights", "word_count=nan"}, 2,
                   "--weights: \"word_count=nan\" is not");
    expect_refused({"labels.jsonl", "--weights", "word_count=inf"}, 2, "--weights");
    expect_refused({"labels.jsonl", "--weights", "word_count"}, 2, "word_count=3");
    expect_refused({"labels.jsonl", "--costs", "local=-1,cloud=2"}, 2, "--costs: the price of \"local\"");
    expect_refused({"labels.jsonl", "--costs", "local=1,local=2,cloud=3"}, 2, "two prices");
    expect_refused({"labels.jsonl", "--costs", "local:1"}, 2, "local=0.2");
    expect_refused({"labels.jsonl", "--mode", "tiers", "--models", "local"}, 2, "at least 2 models");
    expect_refused({"labels.jsonl", "--costs", "local=0,cloud=0"}, 1, "\"cloud\", must cost more than 0");
    expect_refused({"labels.jsonl", "--costs", "local=1"}, 1, "no price for \"cloud\"");
}

TEST_F(calibrate_command, bad_usage_is_exit_2)
{
    for (auto const& arguments : std::vector<words>{{},
                                                    {"/nowhere/labels.jsonl"},
                                                    {"/"},
                                                    {"labels.jsonl", "--mode", "bogus"},
                                                    {"labels.jsonl", "--objective", "bogus"},
                                                    {"labels.jsonl", "--l2", "0"},
                                                    {"labels.jsonl", "--l2", "-1"},
                                                    {"labels.jsonl", "--l2", "nan"},
                                                    {"labels.jsonl", "--iterations", "0"},
                                                    {"labels.jsonl", "--iterations", "-3"},
                                                    {"labels.jsonl", "--target-savings", "1.5"},
                                                    {"labels.jsonl", "--target-savings", "x"},
                                                    {"labels.jsonl", "--config", "/nowhere.toml"},
                                                    {"labels.jsonl", "extra"},
                                                    {"labels.jsonl", "--nonsense"}})
        expect_refused(arguments, 2, "");
}

TEST_F(calibrate_command, what_the_labels_do_not_allow_is_exit_1)
{
    directory_.write("one.jsonl", label_line("hi", "local") + label_line("ho", "local"));
    directory_.write("three.jsonl", label_line("hi", "a") + label_line("ho", "b") + label_line("hu", "c"));
    directory_.write("empty.jsonl", "\n\n");
    expect_refused({"one.jsonl"}, 1, "exactly two labels, the data set has 1: \"local\"");
    expect_refused({"three.jsonl"}, 1, "use --mode tiers or classifier");
    expect_refused({"one.jsonl", "--mode", "classifier"}, 1, "at least two labels");
    expect_refused({"empty.jsonl"}, 1, "empty.jsonl: no labelled prompts");
    expect_refused({"labels.jsonl", "--mode", "tiers", "--objective", "knee"}, 1, "need --mode threshold");
    expect_refused({"labels.jsonl", "--objective", "cost-quality"}, 1, "needs --target-savings");
    expect_refused({"labels.jsonl", "--objective", "cost-quality", "--target-savings", "0.9"}, 1,
                   "the most achievable is 0.40");
    expect_refused({"labels.jsonl", "--mode", "tiers", "--models", "local,clowd"}, 1,
                   "--models must name each label");
    directory_.write("broken.toml", "[routing]\nthreshold = 7\n");
    expect_refused({"labels.jsonl", "--config", "broken.toml"}, 1, "broken.toml:2:");
}

TEST_F(calibrate_command, every_bad_line_is_told_with_its_place)
{
    directory_.write("bad.jsonl", label_line("hi", "local") + "[1]\n" + label_line("ho", "cloud") +
                                      "{\"text\": \"\xFF\"}\n{\n");
    auto const result = run({"bad.jsonl"});
    EXPECT_EQ(result.status.code, 1);
    EXPECT_TRUE(matches(result.error, "bad\\.jsonl:2: expected an object")) << result.error;
    EXPECT_TRUE(matches(result.error, "bad\\.jsonl:4: not UTF-8")) << result.error;
    EXPECT_TRUE(matches(result.error, "bad\\.jsonl:5: invalid JSON")) << result.error;
}

TEST_F(calibrate_command, no_input_is_ever_overwritten)
{
    directory_.write("mine.toml", "[routing]\nthreshold = 0.5\n");
    expect_refused({"labels.jsonl", "--out", "labels.jsonl"}, 2, "would overwrite the data set");
    expect_refused({"labels.jsonl", "--plot", "./labels.jsonl"}, 2, "would overwrite the data set");
    expect_refused({"labels.jsonl", "--config", "mine.toml", "--out", "mine.toml"}, 2, "[routing]");
    expect_refused({"labels.jsonl", "--out", "same", "--plot", "same"}, 2, "same file");
    EXPECT_EQ(read("labels.jsonl"), lessons(12));
    EXPECT_EQ(read("mine.toml"), "[routing]\nthreshold = 0.5\n");
    EXPECT_FALSE(exists("same"));
}

TEST_F(calibrate_command, what_cannot_be_written_is_exit_1)
{
    auto const result = run({"labels.jsonl", "--out", "/nowhere/fragment.toml"});
    EXPECT_EQ(result.status.code, 1);
    EXPECT_NE(result.error.find("cannot write /nowhere/fragment.toml"), std::string::npos) << result.error;
}

TEST_F(calibrate_command, help_teaches)
{
    auto const help = run({"--help"}).output;
    for (auto const* part : {"labels.jsonl", "\"text\"", "\"label\"", "threshold", "tiers", "classifier",
                             "knee", "cost-quality", "--target-savings", "--costs", "--weights", "--models",
                             "--l2", "--iterations", "--out", "--plot", "--json", "--config"})
        EXPECT_NE(help.find(part), std::string::npos) << part;
}

} // namespace
} // namespace wayfinder::testing
