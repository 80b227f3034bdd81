#include "wire/fingerprint.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <span>
#include <stdexcept>

namespace wayfinder::wire {
namespace {

struct keys {
    std::array<unsigned char, 32> of_poly1305{};
    std::array<unsigned char, 16> of_aes{};
};

void draw(std::span<unsigned char> key)
{
    if (RAND_bytes(key.data(), static_cast<int>(key.size())) != 1)
        throw std::runtime_error("cannot get random bytes for a key");
}

keys const& own_keys()
{
    static keys const drawn = [] {
        keys made;
        draw(made.of_poly1305);
        draw(made.of_aes);
        return made;
    }();
    return drawn;
}

EVP_MAC_CTX* new_poly1305()
{
    auto const& key = own_keys().of_poly1305;
    auto* const mac = EVP_MAC_fetch(nullptr, "POLY1305", nullptr);
    auto* const made = mac == nullptr ? nullptr : EVP_MAC_CTX_new(mac);
    EVP_MAC_free(mac);
    if (made == nullptr || EVP_MAC_init(made, key.data(), key.size(), nullptr) != 1)
        throw std::runtime_error("OpenSSL has no Poly1305");
    return made;
}

EVP_CIPHER_CTX* new_aes()
{
    auto* const made = EVP_CIPHER_CTX_new();
    auto const* const key = own_keys().of_aes.data();
    if (made == nullptr || EVP_EncryptInit_ex(made, EVP_aes_128_ecb(), nullptr, key, nullptr) != 1)
        throw std::runtime_error("OpenSSL has no AES");
    EVP_CIPHER_CTX_set_padding(made, 0);
    return made;
}

} // namespace

void fingerprint_hasher::freeing::operator()(evp_mac_ctx_st* mac) const
{
    EVP_MAC_CTX_free(mac);
}

void fingerprint_hasher::freeing::operator()(evp_cipher_ctx_st* cipher) const
{
    EVP_CIPHER_CTX_free(cipher);
}

fingerprint_hasher::fingerprint_hasher() : mac_{new_poly1305()}, cipher_{new_aes()} {}

void fingerprint_hasher::update(std::string_view bytes)
{
    EVP_MAC_update(mac_.get(), reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size());
}

fingerprint fingerprint_hasher::so_far() const
{
    std::unique_ptr<evp_mac_ctx_st, freeing> const copy{EVP_MAC_CTX_dup(mac_.get())};
    if (copy == nullptr) throw std::runtime_error("OpenSSL cannot copy a Poly1305");
    return end_of(*copy);
}

fingerprint fingerprint_hasher::finish()
{
    auto const made = end_of(*mac_);
    auto const& key = own_keys().of_poly1305;
    EVP_MAC_init(mac_.get(), key.data(), key.size(), nullptr);
    return made;
}

fingerprint fingerprint_hasher::end_of(evp_mac_ctx_st& mac) const
{
    fingerprint sum{};
    std::size_t size = 0;
    EVP_MAC_final(&mac, sum.data(), &size, sum.size());
    fingerprint made{};
    int written = 0;
    EVP_EncryptUpdate(cipher_.get(), made.data(), &written, sum.data(), static_cast<int>(sum.size()));
    return made;
}

} // namespace wayfinder::wire
