#include "cli/onboard/arms.hpp"

#include "cli/calibrate/lists.hpp"
#include "config/editing/text_quoting.hpp"

#include <cstdint>

namespace wayfinder::cli {
namespace {

using config::in_quotes;

std::string known_models(config::gateway const& configured)
{
    if (configured.models.empty()) return "no models are configured: add [gateway.models.<name>] tables";
    std::string names;
    for (auto const& each : configured.models) names += (names.empty() ? "" : ", ") + in_quotes(each.name);
    return (configured.models.size() == 1 ? "the only configured model is " : "the configured models are ") +
           names;
}

} // namespace

std::variant<arm_names, no_arms> choose_arms(std::string_view asked, config::gateway const& configured)
{
    auto const& models = configured.models;
    if (models.size() < 2) return no_arms{"it takes two models to compare; " + known_models(configured)};
    if (asked.empty()) return arm_names{models[0].name, models[1].name};
    auto const names = split_list(asked);
    for (auto const& each : names)
        if (configured.find(each) == nullptr)
            return no_arms{"--arms: no model is called " + in_quotes(each) + "; " + known_models(configured)};
    if (names.size() != 2)
        return no_arms{"--arms takes two models, such as " + models[0].name + "," + models[1].name + "; " +
                       known_models(configured)};
    if (names[0] == names[1])
        return no_arms{"--arms: " + in_quotes(names[0]) + " is named twice; " + known_models(configured)};
    return arm_names{names[0], names[1]};
}

bool second_comes_first(std::string_view prompt)
{
    std::uint64_t hash = 0xcbf29ce484222325U; // FNV-1a; its low bits are poor, its middle ones well mixed
    for (char const c : prompt) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return (hash >> 41U & 1U) != 0;
}

} // namespace wayfinder::cli
