#include "wire/fingerprint.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <stdexcept>

namespace wayfinder::wire {
namespace {

using key = std::array<unsigned char, 16>;

key const& own_key()
{
    static key const drawn = [] {
        key made{};
        if (RAND_bytes(made.data(), static_cast<int>(made.size())) != 1)
            throw std::runtime_error("no randomness for a key");
        return made;
    }();
    return drawn;
}

/// One setting-up that every hasher copies.
EVP_MAC_CTX* prepared()
{
    auto* const mac = EVP_MAC_fetch(nullptr, "SIPHASH", nullptr);
    auto* const made = EVP_MAC_CTX_new(mac);
    EVP_MAC_free(mac);
    std::size_t size = sizeof(fingerprint);
    std::array const settings{OSSL_PARAM_construct_size_t(OSSL_MAC_PARAM_SIZE, &size),
                              OSSL_PARAM_construct_end()};
    if (made == nullptr || EVP_MAC_init(made, own_key().data(), own_key().size(), settings.data()) != 1)
        throw std::runtime_error("OpenSSL has no SipHash");
    return made;
}

} // namespace

fingerprint_hasher::fingerprint_hasher() : mac_{prepared()} {}

fingerprint_hasher::~fingerprint_hasher()
{
    EVP_MAC_CTX_free(mac_);
}

void fingerprint_hasher::update(std::string_view bytes)
{
    EVP_MAC_update(mac_, reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size());
}

fingerprint fingerprint_hasher::so_far() const
{
    auto* const copy = EVP_MAC_CTX_dup(mac_);
    if (copy == nullptr) throw std::runtime_error("OpenSSL cannot copy a SipHash");
    fingerprint made{};
    std::size_t size = 0;
    EVP_MAC_final(copy, made.data(), &size, made.size());
    EVP_MAC_CTX_free(copy);
    return made;
}

fingerprint fingerprint_hasher::finish()
{
    fingerprint made{};
    std::size_t size = 0;
    EVP_MAC_final(mac_, made.data(), &size, made.size());
    EVP_MAC_init(mac_, own_key().data(), own_key().size(), nullptr);
    return made;
}

} // namespace wayfinder::wire
