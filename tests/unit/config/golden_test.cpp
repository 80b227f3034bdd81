// What the reference accepts and refuses, and how it interprets it.
#include "loading.hpp"

#include <wayfinder/decision.hpp>

#include <nlohmann/json.hpp>

#include <fstream>
#include <set>

namespace wayfinder::config::testing {
namespace {

using json = nlohmann::json;

/// Accepted by the reference and refused here, on purpose: it ignores every unknown key, so a misspelt
/// section silently leaves a gateway open or unlimited.
std::set<std::string> const unknown_keys_are_errors{
    "[routing]\nbogus = 3\n",
    "[[routing.tiers]]\nmin_score=0\nmodel=\"a\"\nextra=1\n",
};

/// The reference's text behind `score` and `recommendation` is not recorded; this one scores the same.
constexpr std::string_view probe{"# Title\n"};

std::vector<json> rows()
{
    std::ifstream file{WAYFINDER_SOURCE_DIR "/tests/golden/config.jsonl"};
    std::vector<json> result;
    for (std::string line; std::getline(file, line);) result.push_back(json::parse(line));
    return result;
}

json tiers_of(router const& routing)
{
    auto const* ladder = std::get_if<tiers_policy>(&routing.policy);
    if (ladder == nullptr) return nullptr;
    auto list = json::array();
    for (auto const& rung : ladder->tiers)
        list.push_back({{"min_score", rung.min_score},
                        {"model", rung.model},
                        {"cost", rung.cost ? json(*rung.cost) : json(nullptr)}});
    return list;
}

json weights_of(router const& routing)
{
    json result;
    for (auto const each : all_features) result[std::string{name(each)}] = routing.weights[each];
    return result;
}

json classifier_part(router const& routing, std::string const& key)
{
    auto const* classifier = std::get_if<classifier_policy>(&routing.policy);
    if (classifier == nullptr) return nullptr;
    return key == "models" ? json(classifier->models) : json(classifier->intercepts);
}

json terms_of(router const& routing)
{
    auto const custom = routing.lexicon.has_custom_reasoning_terms();
    return custom ? json(routing.lexicon.reasoning_terms()) : json(nullptr);
}

void compare(json const& row, router const& routing)
{
    auto const expect = [&](std::string const& key, json const& actual) {
        EXPECT_EQ(actual, row.value(key, actual)) << key;
    };
    auto const decided = routing.decide(probe);
    expect("mode", std::string{name(decided.kind)});
    expect("recommendation", std::string{decided.model});
    expect("score", decided.score);
    expect("tiers", tiers_of(routing));
    expect("models", classifier_part(routing, "models"));
    expect("intercepts", classifier_part(routing, "intercepts"));
    expect("weights", weights_of(routing));
    expect("reasoning_terms", terms_of(routing));
}

TEST(golden, configurations_mean_what_they_mean_to_the_reference)
{
    std::size_t deviations = 0;
    auto const all = rows();
    ASSERT_GE(all.size(), 50U);
    for (auto const& row : all) {
        auto const toml = row["toml"].get<std::string>();
        SCOPED_TRACE(row.dump().substr(0, 300));
        variables values;
        if (row.contains("env")) values["WAYFINDER_ROUTER_THRESHOLD"] = row["env"].get<std::string>();
        auto const result = load(toml, values);
        if (unknown_keys_are_errors.contains(toml)) {
            ++deviations;
            EXPECT_FALSE(result.config);
            continue;
        }
        EXPECT_EQ(result.config != nullptr, row["ok"].get<bool>());
        if (result.config && row["ok"].get<bool>()) compare(row, result.config->routing);
    }
    EXPECT_EQ(deviations, unknown_keys_are_errors.size());
}

} // namespace
} // namespace wayfinder::config::testing
