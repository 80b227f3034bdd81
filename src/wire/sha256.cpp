#include "wire/sha256.hpp"

#include <openssl/evp.h>

#include <stdexcept>

namespace wayfinder::wire {
namespace {

void require(bool done)
{
    if (!done) throw std::runtime_error{"OpenSSL cannot compute SHA-256"};
}

struct context_deleter {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

} // namespace

struct sha256_hasher::state {
    std::unique_ptr<EVP_MD_CTX, context_deleter> context{EVP_MD_CTX_new()};
};

sha256_hasher::sha256_hasher() : state_{std::make_unique<state>()}
{
    require(EVP_DigestInit_ex(state_->context.get(), EVP_sha256(), nullptr) == 1);
}

sha256_hasher::~sha256_hasher() = default;
sha256_hasher::sha256_hasher(sha256_hasher&&) noexcept = default;
sha256_hasher& sha256_hasher::operator=(sha256_hasher&&) noexcept = default;

void sha256_hasher::update(std::string_view bytes)
{
    require(EVP_DigestUpdate(state_->context.get(), bytes.data(), bytes.size()) == 1);
}

sha256 sha256_hasher::finish()
{
    sha256 digest{};
    require(EVP_DigestFinal_ex(state_->context.get(), digest.data(), nullptr) == 1);
    // Without a type it keeps the one it has, and is spared the search for it.
    require(EVP_DigestInit_ex(state_->context.get(), nullptr, nullptr) == 1);
    return digest;
}

} // namespace wayfinder::wire
