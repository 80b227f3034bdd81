// A request as a line of the access log.
#pragma once

#include "gateway/access_record.hpp"
#include "telemetry/log_line.hpp"

#include <string>

namespace wayfinder::gateway {

/// Appends the line, with its end. What is not known of a request has no member.
void append_line(std::string& out, access_record const& what, telemetry::line_format format);

} // namespace wayfinder::gateway
