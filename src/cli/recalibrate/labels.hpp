// The labels that `recalibrate` fits to.
#pragma once

#include "cli/calibrate/refusal.hpp"
#include "cli/commands.hpp"
#include "cli/recalibrate/deployed.hpp"

#include <wayfinder/calibrate/dataset.hpp>

#include <variant>
#include <vector>

namespace wayfinder::cli {

/// The labels of the log, for models that a fit may choose. Prints on stderr what is left out.
[[nodiscard]] std::variant<std::vector<calibrate::labelled_prompt>, refusal>
read_labels(recalibrate_options const& options, deployed const& now);

} // namespace wayfinder::cli
