// Replaces the routing policy in a configuration file and leaves every other byte as it was.
#pragma once

#include <wayfinder/policy.hpp>

#include <string>
#include <string_view>

namespace wayfinder::config {

struct policy_edit {
    std::string document; ///< the new text; empty if there is a problem
    std::string problem;  ///< why the text cannot be edited, and what to do
};

/// Removes `threshold`, `tiers` and `classifier` from `[routing]`, however they are written, and inserts the
/// policy in their place, under a comment with the remark. Comments, order and spelling of everything else
/// stay; tiers keep the relative cost that their model had. `document` must be TOML that loads.
policy_edit replace_policy(std::string_view document, policy policy, std::string_view remark);

} // namespace wayfinder::config
