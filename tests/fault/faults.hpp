// What upstreams do to a gateway.
#pragma once

#include "fake_upstream.hpp"

#include <string>
#include <vector>

namespace wayfinder::testing {

/// One misbehaviour. `nth` is how many calls of it came before, so that a fault may pass.
struct fault {
    std::string what; ///< as the table has it
    std::function<void(int nth, recorded_request const&, upstream_reply&)> script;
    std::string base_url{};  ///< in place of the scripted upstream's
    bool of_streams_alone{}; ///< it is none of a whole answer
};

/// Faults before a byte of content has reached the client.
std::vector<fault> faults_before_content();

/// Faults behind a first piece of content. Of a whole answer that is more than what is held back.
std::vector<fault> faults_behind_content();

} // namespace wayfinder::testing
