// The current time in HTTP format.
#pragma once

#include <string_view>

namespace wayfinder::net {

/// Now, as an IMF-fixdate of 29 characters (RFC 9110, 5.6.7), formatted once per second. Valid until the next
/// call in this thread.
std::string_view http_date();

} // namespace wayfinder::net
