// Where and why a document is not JSON, for the person who sent it.
#pragma once

#include <string>
#include <string_view>

namespace wayfinder::wire::json {

/// A sentence such as "line 3, column 14: unexpected ']'". Reads the document a second time, so callers use
/// it only once something is known to be wrong; documents above 1 MiB get the bare reason they pass in,
/// lest broken giants cost more than sound ones.
std::string diagnose(std::string_view document, std::string_view fallback_reason);

} // namespace wayfinder::wire::json
