// Says where and why a document is not valid JSON, for the person who sent it.
#pragma once

#include <string>
#include <string_view>

namespace wayfinder::wire::json {

/// A sentence such as "line 3, column 14: unexpected ']'". Parses the document a second time, so only call it
/// for invalid documents. Documents above 1 MiB get just the caller's fallback reason, so that large invalid
/// ones do not cost more than valid ones.
std::string diagnose(std::string_view document, std::string_view fallback_reason);

} // namespace wayfinder::wire::json
