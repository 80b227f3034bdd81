// Policy `skill`: the cut is at a share of the gateway's actual traffic.
#include "governed.hpp"

#include <filesystem>
#include <fstream>

#include <csignal>
#include <random>

namespace wayfinder::testing {
namespace {

constexpr unsigned fewest_words = 120;

/// Long questions of many words: by the shipped table nearly all of them go to the expensive model.
std::string demanding(unsigned seed, unsigned more_words)
{
    std::minstd_rand random{seed};
    std::string text = "If the following holds";
    auto const words = fewest_words + more_words;
    for (unsigned i = 0; i < words; ++i) {
        text += random() % 9 == 0 ? " because (" + std::to_string(random() % 90) + " + n)" : " then";
        text += " w" + std::to_string(random() % 40);
    }
    return text + "?";
}

std::string demanding(unsigned seed)
{
    return demanding(seed, 10 + seed * 7919 % 200);
}

/// The least demanding of them.
std::string probe()
{
    return demanding(1, 0);
}

class quantiles : public governed_test {
protected:
    temporary_directory place_;

    [[nodiscard]] std::string config(std::string const& routing, std::string const& more = {}) const
    {
        config_parts parts{.routing = "policy = \"skill\"\nquantiles_file = \"" +
                                      (place_.path() / "seen.txt").string() + "\"\n" + routing};
        parts.more_models = more;
        return two_models(upstream_, parts);
    }

    gateway_process& start_dry(std::string const& routing, std::string const& more = {})
    {
        return start_with(config(routing, more), {"--workers", "2", "--dry-run"});
    }

    double percentile_of_probe(header_list const& headers = {})
    {
        auto const answer = gateway_->chat(chat_body(probe()), headers);
        return std::stod(answer.headers.get("x-wayfinder-router-percentile"));
    }

    /// The share of these prompts that goes to the expensive model.
    double dear_share(unsigned first, unsigned count, header_list const& headers = {})
    {
        unsigned dear = 0;
        for (unsigned seed = first; seed < first + count; ++seed) {
            auto const answer = gateway_->chat(chat_body(demanding(seed)), headers);
            dear += answer.headers.get("x-wayfinder-router-model") == "cloud" ? 1U : 0U;
        }
        return dear / static_cast<double>(count);
    }
};

TEST_F(quantiles, bring_the_share_to_what_was_asked_for)
{
    start_dry("dear_share = 0.25");
    EXPECT_GT(dear_share(1, 20), 0.9) << "the shipped table does not know this traffic";
    dear_share(21, 700);
    EXPECT_NEAR(dear_share(1000, 300), 0.25, 0.1);
}

TEST_F(quantiles, are_kept_over_a_restart)
{
    start_with(config("dear_share = 0.25"));
    auto const before_all = percentile_of_probe();
    dear_share(2, 300);
    auto const learned = percentile_of_probe();
    EXPECT_LT(learned, before_all - 0.1);
    gateway_->signal(SIGTERM);
    ASSERT_TRUE(gateway_->wait_for_exit());
    start_with(config("dear_share = 0.25"));
    EXPECT_NEAR(percentile_of_probe(), learned, 0.01);
}

TEST_F(quantiles, of_a_dry_run_are_not_kept)
{
    start_dry("dear_share = 0.25");
    percentile_of_probe();
    gateway_->signal(SIGTERM);
    ASSERT_TRUE(gateway_->wait_for_exit());
    EXPECT_FALSE(std::filesystem::exists(place_.path() / "seen.txt"));
}

TEST_F(quantiles, move_to_another_file_with_the_configuration)
{
    start_with(config("dear_share = 0.25"));
    percentile_of_probe();
    auto moved = config("dear_share = 0.25");
    moved.replace(moved.find("seen.txt"), 8, "more.txt");
    std::ofstream{gateway_->directory() / "wayfinder-router.toml"} << moved;
    ASSERT_TRUE(eventually(
        [&] { return gateway_->get("/healthz").body.find("\"generation\":2") != std::string::npos; }));
    gateway_->signal(SIGTERM);
    ASSERT_TRUE(gateway_->wait_for_exit());
    EXPECT_TRUE(std::filesystem::exists(place_.path() / "more.txt"));
}

TEST_F(quantiles, do_not_move_a_fixed_cut)
{
    start_dry("threshold = 0.7");
    auto const place = [&] {
        auto const answer = gateway_->chat(chat_body("Why does a heat pump still warm a house in winter?"));
        return answer.headers.get("x-wayfinder-router-percentile");
    };
    auto const first = place();
    EXPECT_GT(std::stod(first), 0.0);
    dear_share(2, 200);
    EXPECT_EQ(place(), first);
}

TEST_F(quantiles, are_each_keys_own_where_that_is_asked_for)
{
    start_dry("dear_share = 0.25\nquantiles = \"key\"", key_table("busy") + key_table("quiet"));
    dear_share(2, 300, bearer("busy"));
    EXPECT_LT(percentile_of_probe(bearer("busy")), percentile_of_probe(bearer("quiet")) - 0.1);
}

TEST_F(quantiles, are_not_moved_by_requests_that_name_their_model)
{
    start_dry("dear_share = 0.25");
    auto const first = percentile_of_probe();
    for (int i = 0; i < 100; ++i)
        EXPECT_EQ(gateway_->chat(chat_body(demanding(5), "local")).headers.get("x-wayfinder-router-mode"),
                  "pinned");
    EXPECT_NEAR(percentile_of_probe(), first, 0.02);
}

TEST_F(quantiles, are_told_unrounded)
{
    start_dry("dear_share = 0.25");
    auto shown = parsed(gateway_->chat(chat_body(demanding(3))).body)["wayfinder"];
    EXPECT_EQ(shown["model"], "cloud");
    EXPECT_GT(shown["percentile"].get<double>(), 0.75);
    EXPECT_NE(shown["skill_score"].get<double>(), 0.0);
    auto scored = parsed(gateway_->post("/router/score", json{{"text", demanding(3)}}.dump()).body);
    EXPECT_EQ(scored["skill_score"], shown["skill_score"]);
}

TEST_F(quantiles, come_with_what_the_dial_has_done)
{
    start_with(config("quality_bias = 0.25"));
    for (int i = 0; i < 3; ++i) EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt, "local")).status, 200);
    EXPECT_EQ(gateway_->chat(chat_body(trivial_prompt, "cloud")).status, 200);
    auto report = savings();
    EXPECT_EQ(report["dial"]["local"]["wanted"], 0.75);
    EXPECT_EQ(report["dial"]["cloud"]["wanted"], 0.25);
    EXPECT_EQ(report["dial"]["local"]["served"], 0.75);
    EXPECT_EQ(report["dial"]["cloud"]["served"], 0.25);
}

TEST_F(quantiles, begin_with_the_table_where_the_file_is_damaged)
{
    place_.write("seen.txt", "no file of ours");
    start_dry("dear_share = 0.25");
    EXPECT_NE(gateway_->log().find("is not a file of score quantiles"), std::string::npos);
    EXPECT_GT(percentile_of_probe(), 0.75);
}

} // namespace
} // namespace wayfinder::testing
