// The meaning of a request, independent of spelling; the response cache uses it as key. Internal to wire:
// needs simdjson.
#pragma once

#include "wire/fingerprint.hpp"
#include "wire/json/canonical.hpp"

#include <optional>

namespace wayfinder::wire::openai {

/// See chat_request_reader::request_fingerprint().
std::optional<fingerprint> fingerprint_of(simdjson::ondemand::document& request, bool strict,
                                          json::canonical_digest& digest);

} // namespace wayfinder::wire::openai
