// The time of day as HTTP writes it.
#pragma once

#include <string_view>

namespace wayfinder::net {

/// Now, as an IMF-fixdate (RFC 9110, 5.6.7), 29 characters that are written once a second. Valid until the
/// next call in this thread.
std::string_view http_date();

} // namespace wayfinder::net
