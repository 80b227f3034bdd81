// SHA-256 of bytes that come in pieces.
#pragma once

#include <openssl/sha.h>

#include <array>
#include <string_view>

namespace wayfinder::wire {

using sha256 = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

/// May be used again and again. Never allocates and cannot fail.
class sha256_hasher {
public:
    sha256_hasher();

    void update(std::string_view bytes);

    /// The digest of what came in since the last call; the next bytes begin anew.
    sha256 finish();

private:
    SHA256_CTX context_{};
};

/// The digest of one text.
sha256 sha256_of(std::string_view text);

} // namespace wayfinder::wire
