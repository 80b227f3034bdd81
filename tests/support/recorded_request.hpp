// One request as it reached a fake upstream, to the byte.
#pragma once

#include "http_headers.hpp"

#include <cstddef>
#include <string>

namespace wayfinder::testing {

struct recorded_request {
    std::size_t connection{}; ///< which connection of this upstream, from 0
    std::string head;         ///< raw, with its blank line
    std::string method;
    std::string target;
    header_list headers;
    std::string body;
    std::string server_name; ///< TLS only: the requested name (SNI)
};

} // namespace wayfinder::testing
