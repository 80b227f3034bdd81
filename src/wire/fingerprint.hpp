// Short identifiers for byte strings, within one process, for which nobody can construct collisions.
#pragma once

#include <array>
#include <memory>
#include <string_view>

struct evp_cipher_ctx_st;
struct evp_mac_ctx_st;

namespace wayfinder::wire {

/// Poly1305, encrypted with AES, under keys that each process draws at random. Equal bytes have equal
/// fingerprints; two texts of up to n bytes collide with probability at most (n + 15) / 2^107, even if an
/// attacker chooses them (Bernstein, "The Poly1305-AES message-authentication code", theorem 3.3). That only
/// holds if texts are independent of the key, and plain Poly1305 is linear in it; encrypted fingerprints may
/// therefore be part of fingerprinted text. Meaningless outside the process.
using fingerprint = std::array<unsigned char, 16>;

/// Reusable; not thread-safe.
class fingerprint_hasher {
public:
    fingerprint_hasher();

    void update(std::string_view bytes);

    /// The fingerprint of the input so far; more may follow.
    [[nodiscard]] fingerprint so_far() const;

    /// The fingerprint of the input since the last call; then starts over.
    fingerprint finish();

private:
    struct freeing {
        void operator()(evp_mac_ctx_st* mac) const;
        void operator()(evp_cipher_ctx_st* cipher) const;
    };

    [[nodiscard]] fingerprint end_of(evp_mac_ctx_st& mac) const;

    std::unique_ptr<evp_mac_ctx_st, freeing> mac_;
    std::unique_ptr<evp_cipher_ctx_st, freeing> cipher_;
};

} // namespace wayfinder::wire
