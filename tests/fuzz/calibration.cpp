// An arbitrary data set: it is refused, or the calibration is refused, or the output loads and decides as
// reported.
#include "config/editing/routing_text.hpp"
#include "config/load.hpp"
#include "wire/labelled_prompts.hpp"

#include <wayfinder/calibrate/assessment.hpp>
#include <wayfinder/calibrate/fit.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <variant>

namespace {

using namespace wayfinder;

void expect(bool holds)
{
    if (!holds) std::abort();
}

void calibrate_with(calibrate::dataset const& data, calibrate::options const& options)
{
    auto const made = calibrate::calibrate(data, options);
    auto const* fit = std::get_if<calibrate::fit>(&made);
    if (fit == nullptr) return;
    auto const assessed = calibrate::assess(data, options, *fit);
    if (auto const* worth = std::get_if<calibrate::assessment>(&assessed))
        expect(std::isfinite(worth->held_out.accuracy + worth->held_out.saved));
    auto const loaded = config::load_text(config::routing_toml({fit->policy, options.weights, {}}),
                                          "fuzz.toml", [](std::string const&) { return std::nullopt; });
    expect(loaded.config != nullptr);
    expect(loaded.config->routing.policy == fit->policy);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* bytes, std::size_t size)
{
    constexpr std::size_t most_labels = 6; // a larger Newton matrix is slow, not different
    auto const read = wire::read_labelled_prompts({reinterpret_cast<char const*>(bytes), size});
    auto const data = calibrate::count_features(read.prompts, lexicon{});
    if (data.labels.size() > most_labels) return 0;
    for (auto const how : calibrate::all_modes)
        for (auto const goal : calibrate::all_objectives)
            calibrate_with(data, {.how = how, .goal = goal, .target_savings = 0.1, .newton = {0.01, 20}});
    return 0;
}
