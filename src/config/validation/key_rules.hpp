// Rules for [gateway.keys] and [gateway.tags] that involve more than one key.
#pragma once

#include "config/model_names.hpp"
#include "config/reading/document.hpp"

namespace wayfinder::config {

/// Checks that each token belongs to one key only, that a key's models exist, and that each tag is used by a
/// key and limits something. Values that the validator rejects are skipped.
void check_keys(toml::table const& gateway, model_names const& models, report& findings);

} // namespace wayfinder::config
