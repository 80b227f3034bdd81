// A request as an access log line.
#pragma once

#include "gateway/observability/access_record.hpp"
#include "telemetry/log_line.hpp"

#include <string>

namespace wayfinder::gateway {

/// Appends the line with its line end. Unknown values have no member.
void append_line(std::string& out, access_record const& what, telemetry::line_format format);

} // namespace wayfinder::gateway
