// The same prompt, written a little differently.
#pragma once

#include <string>
#include <vector>

namespace wayfinder::quality {

struct perturbation {
    char const* name;
    std::string (*of)(std::string const& text);
};

/// Typos, case, surrounding Markdown, politeness before and after it. Deterministic.
[[nodiscard]] std::vector<perturbation> const& all_perturbations();

} // namespace wayfinder::quality
