#include "loading.hpp"

#include "config/editing/routing_text.hpp"
#include "config/learned_file.hpp"
#include "temporary_directory.hpp"

#include <wayfinder/skill/artifact.hpp>

#include <filesystem>
#include <fstream>

namespace wayfinder::config::testing {
namespace {

skill::policy skill_policy(std::string_view keys)
{
    return std::get<skill::policy>(
        sound("[routing]\npolicy = \"skill\"\n" + std::string{keys}).routing.policy);
}

TEST(skill_routing, has_defaults)
{
    auto const made = skill_policy("");
    EXPECT_EQ(made.models, (std::vector<std::string>{"local", "cloud"}));
    EXPECT_EQ(made.dear_shares, std::vector<double>{0.3});
    EXPECT_FALSE(made.fixed);
    EXPECT_EQ(made.explore, 0.0);
}

TEST(skill_routing, keys_without_the_policy_are_pointed_out)
{
    auto const text = notices("[routing]\ndear_share = 0.3\nlearned = \"none\"\n");
    EXPECT_EQ(text,
              (messages{"w.toml:2:1: 'routing.dear_share' has no effect without 'routing.policy' = \"skill\"",
                        "w.toml:3:1: 'routing.learned' has no effect without 'routing.policy' = \"skill\""}));
    EXPECT_EQ(
        notices("[routing]\npolicy = \"skill\"\non_abstain = \"dear\"\n"),
        messages{"w.toml:3:1: 'routing.on_abstain' has no effect without a 'routing.abstain_band' above 0"});
}

TEST(skill_routing, is_read)
{
    auto const made =
        skill_policy("models = [\"a\", \"b\", \"c\"]\ndear_share = [0.4, 0.1]\nabstain_band = 0.05\n"
                     "on_abstain = \"dear\"\nexplore = 0.02\n");
    EXPECT_EQ(made.models, (std::vector<std::string>{"a", "b", "c"}));
    EXPECT_EQ(made.dear_shares, (std::vector<double>{0.4, 0.1}));
    EXPECT_EQ(made.abstain_band, 0.05);
    EXPECT_EQ(made.on_abstain, skill::abstention::dear);
    EXPECT_EQ(made.explore, 0.02);
}

TEST(skill_routing, says_whose_traffic_counts)
{
    auto const of = [](std::string const& keys) {
        return sound("[routing]\npolicy = \"skill\"\n" + keys).quantiles;
    };
    EXPECT_FALSE(of("").per_key);
    EXPECT_EQ(of("").file, "wayfinder-quantiles.txt");
    EXPECT_TRUE(of("quantiles = \"key\"\nquantiles_file = \"/var/lib/q.txt\"\n").per_key);
    EXPECT_EQ(of("quantiles_file = \"/var/lib/q.txt\"\n").file, "/var/lib/q.txt");
}

TEST(skill_routing, takes_its_models_from_the_tiers)
{
    auto const made = skill_policy("dear_share = 0.5\n[[routing.tiers]]\nmin_score = 0.5\nmodel = \"big\"\n"
                                   "[[routing.tiers]]\nmin_score = 0\nmodel = \"small\"\n");
    EXPECT_EQ(made.models, (std::vector<std::string>{"small", "big"}));
}

TEST(skill_routing, has_a_dial_and_a_fixed_cut)
{
    EXPECT_EQ(skill_policy("models = [\"a\", \"b\", \"c\"]\nquality_bias = 0.5\n").dear_shares,
              (std::vector<double>{0.5, 0.25}));
    auto const fixed = skill_policy("threshold = 0.75\n");
    EXPECT_TRUE(fixed.fixed);
    EXPECT_EQ(fixed.dear_shares, std::vector<double>{0.25});
}

TEST(skill_routing, comes_back_as_it_was_written)
{
    for (auto const* keys : {"dear_share = 0.2\n", "threshold = 0.5\nexplore = 0.01\n",
                             "models = [\"a\", \"b\", \"c\"]\ndear_share = [0.5, 0.1]\nabstain_band = 0.1\n"
                             "on_abstain = \"cheap\"\n",
                             "abstain_band = 0.1\non_abstain = \"cascade\"\n"}) {
        router routes;
        routes.policy = skill_policy(keys);
        EXPECT_EQ(sound(routing_toml(routes)).routing.policy, routes.policy) << keys;
    }
}

TEST(skill_routing, tells_all_that_is_wrong)
{
    EXPECT_EQ(
        errors("[routing]\npolicy = \"skill\"\ndear_share = [0.2, 0.4]\non_abstain = \"never\"\n"),
        (messages{"w.toml:3:14: 'routing.dear_share' must be one share, or one for each model but the "
                  "cheapest, found 2 for 2 models",
                  "w.toml:3:14: 'routing.dear_share' must not increase: each share is for its model "
                  "and all more expensive ones",
                  "w.toml:4:14: 'routing.on_abstain' must be one of \"cheap\", \"dear\", \"cascade\", found "
                  "the string "
                  "\"never\""}));
    EXPECT_EQ(
        errors("[routing]\npolicy = \"skill\"\ndear_share = 1.5\n"),
        messages{"w.toml:3:14: 'routing.dear_share' must be a number from 0 to 1, or a list of such, found "
                 "1.5"});
}

TEST(skill_routing, says_what_has_no_effect)
{
    EXPECT_EQ(notices("[routing]\npolicy = \"skill\"\ndear_share = 0.2\nquality_bias = 0.5\n"),
              messages{"w.toml:4:1: 'routing.quality_bias' has no effect: 'routing.dear_share' decides"});
}

class learned_file : public ::testing::Test {
protected:
    void SetUp() override
    {
        skill::artifact made;
        made.what.steps.assign(skill::gram_buckets, 1);
        made.what.step = 0.001;
        made.report = "{}";
        bytes_ = skill::written(made);
    }

    void write(std::string_view bytes) const { std::ofstream{file_, std::ios::binary} << bytes; }
    [[nodiscard]] std::string toml() const
    {
        return "[routing]\npolicy = \"skill\"\nlearned = \"" + file_.string() + "\"\n";
    }

    wayfinder::testing::temporary_directory directory_;
    std::filesystem::path file_ = directory_.path() / "skill_test.learned";
    std::string bytes_;
};

TEST_F(learned_file, is_taken_in)
{
    write(bytes_);
    auto const made = std::get<skill::policy>(sound(toml()).routing.policy);
    ASSERT_TRUE(made.learned);
    EXPECT_EQ(made.learned->step, 0.001);
    EXPECT_EQ(learned_name_in(toml()), file_.string());
}

TEST_F(learned_file, is_refused_with_its_reason)
{
    auto const message = [&](std::string_view reason) {
        return messages{"w.toml:3:11: 'routing.learned': " + file_.string() + ' ' + std::string{reason}};
    };
    EXPECT_EQ(errors(toml()), message("cannot be read"));
    write("nonsense");
    EXPECT_EQ(errors(toml()), message("is not a file of learned weights"));
    write(bytes_.substr(0, bytes_.size() / 2));
    EXPECT_EQ(errors(toml()), message("is cut short, or something was added to it"));
    bytes_[1000] = static_cast<char>(bytes_[1000] ^ 1);
    write(bytes_);
    EXPECT_EQ(errors(toml()), message("is damaged: its checksum does not match"));
}

} // namespace
} // namespace wayfinder::config::testing
