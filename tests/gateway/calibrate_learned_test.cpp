// `wayfinder-router calibrate --mode learned`: from labels to a fragment and a file of learned weights.
#include "command_in_directory.hpp"
#include "gateway_test.hpp"

namespace wayfinder::testing {
namespace {

using json = nlohmann::ordered_json;

/// Labels that have nothing to do with the prompts, so that what is learned of some disagrees with the
/// others.
std::string unfounded_labels()
{
    std::string rows;
    for (int i = 0; i < 120; ++i)
        rows +=
            label_line("Is word" + std::to_string(i) + " as good as word" + std::to_string(i * 7 % 10) + "?",
                       i * i * 3 / 7 % 2 == 0 ? "local" : "cloud");
    return rows;
}

class calibrate_learned : public command_in_directory {
protected:
    calibrate_learned() : command_in_directory{{"calibrate", "--mode", "learned"}} {}

    std::string data_{directory_.write("labels.jsonl", lessons(12))};
};

TEST_F(calibrate_learned, overwrites_no_input_nor_its_own_fragment)
{
    directory_.write("mine.toml", "[routing]\nthreshold = 0.5\n");
    directory_.write("many.jsonl", lessons(60));
    directory_.write("wayfinder-router.learned", lessons(60));
    expect_refused({"many.jsonl", "--out", "many.jsonl"}, 2, "would overwrite the data set");
    expect_refused({"many.jsonl", "--config", "mine.toml", "--out", "mine.toml"}, 2,
                   "would overwrite all of mine.toml");
    expect_refused({"wayfinder-router.learned"}, 2, "would overwrite the data set");
    expect_refused({"many.jsonl", "--out", "wayfinder-router.learned"}, 2, "name the same file");
    EXPECT_EQ(read("many.jsonl"), lessons(60));
    EXPECT_EQ(read("wayfinder-router.learned"), lessons(60));
    EXPECT_EQ(read("mine.toml"), "[routing]\nthreshold = 0.5\n");
    directory_.write("wayfinder-router.learned.bak", lessons(60));
    expect_refused({"wayfinder-router.learned.bak"}, 2, "would overwrite the data set");
}

TEST_F(calibrate_learned, checks_labels_models_and_costs)
{
    directory_.write("empty.jsonl", "\n\n");
    std::string same;
    for (int i = 0; i < 120; ++i) same += label_line("What is " + std::to_string(i) + "?", "cloud");
    directory_.write("same.jsonl", same);
    expect_refused({"empty.jsonl", "--models", "local,cloud"}, 1, "empty.jsonl: no labelled prompts");
    expect_refused({"same.jsonl"}, 1, "labels of at least 2 models are needed, all 120 are for \"cloud\"");
    expect_refused({"same.jsonl", "--models", "local,cloud"}, 1, "labels of at least 2 models are needed");
    expect_refused({"labels.jsonl", "--models", "local,cloud,cloud"}, 2, "--models names \"cloud\" twice");
    expect_refused({"labels.jsonl", "--models", "local,,cloud"}, 2, "--models has an empty name");
    expect_refused({"labels.jsonl", "--models", "cloud"}, 2, "--models must name at least 2 models");
    expect_refused({"labels.jsonl", "--models", "local,clowd"}, 2, "--models does not name \"cloud\"");
    expect_refused({"labels.jsonl", "--costs", "local=-1,cloud=1,cloud=4"}, 2,
                   "--costs: the price of \"local\"");
    expect_refused({"labels.jsonl", "--costs", "local=1,cloud=1,cloud=4"}, 2, "two prices");
    expect_refused({"labels.jsonl", "--costs", "local=1"}, 1, "no price for \"cloud\"");
    expect_refused({"labels.jsonl", "--weights", "wordcount=1"}, 2, "no feature is called \"wordcount\"");
    directory_.write("broken.toml", "[routing]\nthreshold = 7\n");
    expect_refused({"labels.jsonl", "--config", "broken.toml"}, 1, "broken.toml:2:");
    EXPECT_FALSE(exists("wayfinder-router.learned"));
}

TEST_F(calibrate_learned, names_the_options_without_effect)
{
    for (auto const& [flag, value] :
         std::vector<std::pair<std::string, std::string>>{{"--weights", "word_count=1"},
                                                          {"--objective", "knee"},
                                                          {"--target-savings", "0.5"},
                                                          {"--l2", "1"},
                                                          {"--iterations", "7"},
                                                          {"--plot", "curve.svg"}}) {
        auto const result = run({"labels.jsonl", flag, value});
        EXPECT_EQ(result.status.code, 0) << result.error;
        EXPECT_NE(result.error.find(flag + " has no effect"), std::string::npos) << result.error;
    }
    EXPECT_FALSE(exists("curve.svg"));
    auto const costs = run({"labels.jsonl", "--costs", "local=9,cloud=1,clod=2"});
    EXPECT_NE(costs.output.find("models = [\"cloud\", \"local\"]"), std::string::npos) << costs.output;
    EXPECT_NE(costs.error.find("--costs names \"clod\""), std::string::npos) << costs.error;
}

TEST_F(calibrate_learned, says_everything_at_once_as_json)
{
    directory_.write("many.jsonl", lessons(60));
    auto const printed = run({"many.jsonl", "--out", "o.toml"});
    auto const result = run({"many.jsonl", "--json"});
    EXPECT_EQ(result.status.code, 0);
    EXPECT_TRUE(result.error.empty()) << result.error;
    auto const report = json::parse(result.output);
    EXPECT_EQ(report["toml"], read("o.toml"));
    EXPECT_EQ(report["summary"]["mode"], "learned");
    EXPECT_EQ(report["summary"]["models"], json({"local", "cloud"}));
    EXPECT_EQ(report["summary"]["dear_shares"], json({0.5}));
    EXPECT_GT(report["summary"]["evidence_t"], 2.0);
    EXPECT_EQ(report["summary"]["samples"], 120);
    EXPECT_EQ(report["labels"][1], (json{{"name", "cloud"}, {"samples", 60}}));
    EXPECT_EQ(report["learned_file"], "wayfinder-router.learned");
    EXPECT_FALSE(report["remarks"].empty());
    for (auto const& remark : report["remarks"])
        EXPECT_NE(printed.error.find(remark.get<std::string>()), std::string::npos) << remark;
    auto const few = json::parse(run({"labels.jsonl", "--json"}).output);
    EXPECT_TRUE(few["learned_file"].is_null()) << few;
}

TEST_F(calibrate_learned, keeps_nothing_that_the_labels_do_not_bear)
{
    directory_.write("unfounded.jsonl", unfounded_labels());
    auto const result = run({"unfounded.jsonl"});
    EXPECT_EQ(result.status.code, 0) << result.error;
    EXPECT_NE(result.error.find("the labels do not support any change"), std::string::npos) << result.error;
    EXPECT_EQ(result.output.find("learned"), std::string::npos) << result.output;
    EXPECT_FALSE(exists("wayfinder-router.learned"));
}

TEST_F(calibrate_learned, leaves_alone_the_file_that_a_configuration_routes_by)
{
    directory_.write("many.jsonl", lessons(60));
    directory_.write("more.jsonl", lessons(70));
    auto const first = run({"many.jsonl"});
    ASSERT_EQ(first.status.code, 0) << first.error;
    auto const deployed = read("wayfinder-router.learned");
    directory_.write("wayfinder-router.toml", first.output);
    auto const again = run({"many.jsonl"});
    EXPECT_EQ(again.status.code, 0) << "the same again replaces nothing";
    EXPECT_NE(again.error.find("\nwayfinder-router.learned is unchanged\n"), std::string::npos)
        << again.error;
    expect_refused({"more.jsonl"}, 1, "is the learned file of");
    expect_refused({"more.jsonl", "--config", "wayfinder-router.toml"}, 1,
                   "`wayfinder-router recalibrate` replaces it");
    EXPECT_EQ(read("wayfinder-router.learned"), deployed);
    std::filesystem::create_directory(directory_.path() / "aside");
    auto const aside = run({"more.jsonl", "--config", "wayfinder-router.toml", "--out", "aside/f.toml"});
    EXPECT_EQ(aside.status.code, 0) << aside.error;
    EXPECT_TRUE(exists("aside/wayfinder-router.learned"));
    directory_.write("wayfinder-router.toml", "[routing]\npolicy = \"skill\"\n");
    EXPECT_EQ(run({"more.jsonl"}).status.code, 0) << "nothing routes by it any more";
}

} // namespace
} // namespace wayfinder::testing
