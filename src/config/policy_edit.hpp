// Another routing policy in a configuration file, and every other byte as it was.
#pragma once

#include <wayfinder/policy.hpp>

#include <string>
#include <string_view>

namespace wayfinder::config {

struct policy_edit {
    std::string document; ///< the new text; empty when there is a problem
    std::string problem;  ///< why the text cannot be edited, and what to do
};

/// Takes `threshold`, `tiers` and `classifier` out of `[routing]`, however they are written, and puts in the
/// policy under a comment with the remark, where the former one stood. Comments, order and spelling of all
/// else stay; tiers keep the relative cost that their model had. `document` is TOML that loads.
policy_edit replace_policy(std::string_view document, policy policy, std::string_view remark);

} // namespace wayfinder::config
