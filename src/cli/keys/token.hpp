// The token with which a client authenticates.
#pragma once

#include <array>
#include <string>

namespace wayfinder::cli {

using token_bytes = std::array<unsigned char, 32>;

/// Fills all bytes from an unpredictable source; false if it cannot.
using random_source = bool (*)(token_bytes& bytes);

bool openssl_random(token_bytes& bytes);

/// `wf-` and 32 random bytes in URL-safe base64 (RFC 4648, section 5) without padding: 46 characters. Throws
/// std::runtime_error if no randomness is available.
std::string new_token(random_source random = openssl_random);

} // namespace wayfinder::cli
