#include "calibrating.hpp"

#include "config/editing/routing_text.hpp"

#include <algorithm>

namespace wayfinder::cli::testing {

std::variant<calibration_outcome, calibrate::failure>
calibrated(calibrate::dataset const& data, calibrate::options const& options, lexicon const& terms)
{
    auto fitted = calibrate::calibrate(data, options);
    if (auto const* wrong = std::get_if<calibrate::failure>(&fitted)) return *wrong;
    auto& fit = std::get<calibrate::fit>(fitted);
    auto worth = calibrate::assess(data, options, fit);
    if (auto const* wrong = std::get_if<calibrate::failure>(&worth)) return *wrong;
    auto toml = config::routing_toml({fit.policy, options.weights, terms});
    return calibration_outcome{
        {data, options, terms, {}}, fit, std::get<calibrate::assessment>(worth), std::move(toml)};
}

std::vector<calibrate::labelled_prompt> repeated(std::vector<repeated_prompt> const& prompts)
{
    std::vector<calibrate::labelled_prompt> all;
    for (auto const& [label, times, text] : prompts)
        for (int i = 0; i < times; ++i) all.push_back({text, label});
    return all;
}

config::load_result loaded(std::string const& toml)
{
    return config::load_text(toml, "fragment.toml", [](std::string const&) { return std::nullopt; });
}

bool any_mentions(std::vector<std::string> const& remarks, std::string_view words)
{
    return std::any_of(remarks.begin(), remarks.end(),
                       [&](std::string const& each) { return each.find(words) != std::string::npos; });
}

} // namespace wayfinder::cli::testing
