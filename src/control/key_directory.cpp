#include "control/key_directory.hpp"

#include "wire/sha256.hpp"

#include <openssl/crypto.h>

#include <bit>
#include <cstring>

namespace wayfinder::control {

namespace {

bool equal(config::sha256 const& a, config::sha256 const& b)
{
    return CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace

key_directory::key_directory(std::vector<config::virtual_key> const& keys)
{
    std::size_t hashes = 0;
    for (auto const& key : keys) hashes += key.hashes.size();
    slots_.resize(std::bit_ceil(2 * hashes + 1));
    for (auto const& key : keys)
        for (auto const& hash : key.hashes) insert(hash, key);
}

/// A hash is already uniformly distributed: its first bytes give the slot.
std::size_t key_directory::home_of(config::sha256 const& hash) const
{
    std::size_t place{};
    std::memcpy(&place, hash.data(), sizeof place);
    return place & (slots_.size() - 1);
}

void key_directory::insert(config::sha256 const& hash, config::virtual_key const& key)
{
    auto place = home_of(hash);
    while (slots_[place].key != nullptr) place = after(place);
    slots_[place] = {hash, &key};
}

key_lookup key_directory::find(std::string_view token, std::chrono::system_clock::time_point now) const
{
    if (token.empty()) return {}; // even if the hash of the empty text is configured
    auto const hash = wire::sha256_of(token);
    auto place = home_of(hash);
    while (slots_[place].key != nullptr && !equal(slots_[place].hash, hash)) place = after(place);
    auto const* key = slots_[place].key;
    if (key == nullptr) return {};
    if (key->disabled) return {key_state::disabled};
    if (key->expires && now >= *key->expires) return {key_state::expired};
    return {key_state::valid, key};
}

} // namespace wayfinder::control
