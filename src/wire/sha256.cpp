#include "wire/sha256.hpp"

#include <openssl/sha.h>

// OpenSSL 3.0 recommends EVP instead, which allocates for every digest and takes twice as long.
// OPENSSL_SUPPRESS_DEPRECATED is set for this file.

namespace wayfinder::wire {

sha256 sha256_of(std::string_view text)
{
    static_assert(std::tuple_size_v<sha256> == SHA256_DIGEST_LENGTH);
    sha256 digest{};
    SHA256_CTX context;
    SHA256_Init(&context);
    SHA256_Update(&context, text.data(), text.size());
    SHA256_Final(digest.data(), &context);
    return digest;
}

} // namespace wayfinder::wire
