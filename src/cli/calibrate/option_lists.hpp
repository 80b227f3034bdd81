// What --weights, --costs and --models say, or what is wrong with it.
#pragma once

#include "cli/calibrate/refusal.hpp"

#include <wayfinder/calibrate/prices.hpp>
#include <wayfinder/score.hpp>

#include <optional>
#include <string>
#include <vector>

namespace wayfinder::cli {

/// Weights in the place of those in `by`, the others stay.
[[nodiscard]] std::optional<refusal> read_weights(std::string const& text, weights& by);

/// One price a model, none below 0. An empty text names none.
[[nodiscard]] std::optional<refusal> read_costs(std::string const& text,
                                                std::vector<calibrate::named_cost>& costs);

/// Two different names or more. An empty text names none.
[[nodiscard]] std::optional<refusal> read_models(std::string const& text, std::vector<std::string>& models);

} // namespace wayfinder::cli
