// Rules of [gateway.keys] and [gateway.tags] that need more than one key to judge.
#pragma once

#include "config/document.hpp"
#include "config/model_names.hpp"

namespace wayfinder::config {

/// Checks that each token is of one key only, that the models of a key exist, and that tags are borne by a
/// key and limit something. Values that the validator refuses are passed over.
void check_keys(toml::table const& gateway, model_names const& models, report& findings);

} // namespace wayfinder::config
