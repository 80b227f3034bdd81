// Upstream faults.
#pragma once

#include "fake_upstream.hpp"

#include <string>
#include <vector>

namespace wayfinder::testing {

/// One fault. `nth` is the number of earlier calls, so that a fault may be transient.
struct fault {
    std::string what; ///< as in the table
    std::function<void(int nth, recorded_request const&, upstream_reply&)> script;
    std::string base_url{};  ///< replaces the scripted upstream's
    bool of_streams_alone{}; ///< not applicable to whole answers
};

/// Faults before any content has reached the client.
std::vector<fault> faults_before_content();

/// Faults after a first piece of content. For a whole answer that is more than what is held back.
std::vector<fault> faults_behind_content();

} // namespace wayfinder::testing
