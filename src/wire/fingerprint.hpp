// Short names for bytes, within one process: what nobody can choose bytes to collide in.
#pragma once

#include <array>
#include <memory>
#include <string_view>

struct evp_cipher_ctx_st;
struct evp_mac_ctx_st;

namespace wayfinder::wire {

/// Poly1305, enciphered with AES, under keys that each process draws for itself. Equal bytes have equal
/// fingerprints; two texts of up to n bytes share one with a chance of at most (n + 15) / 2^107, whoever
/// chose them (Bernstein, "The Poly1305-AES message-authentication code", theorem 3.3). That holds as long as
/// texts know nothing of the key, and a bare Poly1305 is linear in it: enciphered, fingerprints may be part
/// of what is fingerprinted. Says nothing outside the process.
using fingerprint = std::array<unsigned char, 16>;

/// May be used again and again; for one thread at a time.
class fingerprint_hasher {
public:
    fingerprint_hasher();

    void update(std::string_view bytes);

    /// Of what came in so far; more may follow.
    [[nodiscard]] fingerprint so_far() const;

    /// Of what came in since the last call; the next bytes begin anew.
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
