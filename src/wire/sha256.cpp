#include "wire/sha256.hpp"

// OpenSSL 3.0 would have us use EVP instead, which allocates for every digest and takes twice as long.
// OPENSSL_SUPPRESS_DEPRECATED is set for this file.

namespace wayfinder::wire {

sha256_hasher::sha256_hasher()
{
    SHA256_Init(&context_);
}

void sha256_hasher::update(std::string_view bytes)
{
    SHA256_Update(&context_, bytes.data(), bytes.size());
}

sha256 sha256_hasher::finish()
{
    sha256 digest{};
    SHA256_Final(digest.data(), &context_);
    SHA256_Init(&context_);
    return digest;
}

sha256 sha256_of(std::string_view text)
{
    sha256_hasher hasher;
    hasher.update(text);
    return hasher.finish();
}

} // namespace wayfinder::wire
