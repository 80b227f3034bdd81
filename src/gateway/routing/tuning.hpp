// What a client may change of the score for one request: `wayfinder_tuning` in the body.
#pragma once

#include <wayfinder/router.hpp>

#include "gateway/routing/override.hpp"

#include <optional>
#include <string_view>
#include <variant>

namespace wayfinder::gateway {

/// Weights and terms that replace the configured ones.
struct tuning {
    weights by;
    std::optional<lexicon> terms; ///< set if a list is replaced
};

/// Reads `{"weights": {...}, "lexicon": {"reasoning_terms": [...], "constraint_terms": [...]}}`, each part
/// optional; null is no tuning. Weights are merged into those of `base`, a term list replaces its set. Other
/// members are ignored, as in the reference.
std::variant<tuning, invalid_override> read_tuning(std::string_view json, router const& base);

} // namespace wayfinder::gateway
