// Parses the values of --weights, --costs and --models.
#pragma once

#include "cli/calibrate/refusal.hpp"

#include <wayfinder/calibrate/prices.hpp>
#include <wayfinder/score.hpp>

#include <optional>
#include <string>
#include <vector>

namespace wayfinder::cli {

/// Replaces the named weights in `by`. An empty text changes nothing.
[[nodiscard]] std::optional<refusal> read_weights(std::string const& text, weights& by);

/// Appends one price per model, each 0 or more. An empty text adds none.
[[nodiscard]] std::optional<refusal> read_costs(std::string const& text,
                                                std::vector<calibrate::named_cost>& costs);

/// Reads at least two different names. An empty text changes nothing.
[[nodiscard]] std::optional<refusal> read_models(std::string const& text, std::vector<std::string>& models);

} // namespace wayfinder::cli
