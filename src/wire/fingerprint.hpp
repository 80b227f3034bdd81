// Short names for bytes, within one process: what nobody can choose bytes to collide in.
#pragma once

#include <array>
#include <string_view>

struct evp_mac_ctx_st;

namespace wayfinder::wire {

/// SipHash-2-4 of 128 bits under a key that each process draws for itself. Equal bytes have equal
/// fingerprints; who does not know the key cannot find two texts that share one. Says nothing outside the
/// process. A fifth of the price of SHA-256 where the processor has no instructions for that.
using fingerprint = std::array<unsigned char, 16>;

/// May be used again and again; for one thread at a time.
class fingerprint_hasher {
public:
    fingerprint_hasher();
    ~fingerprint_hasher();
    fingerprint_hasher(fingerprint_hasher const&) = delete;
    fingerprint_hasher& operator=(fingerprint_hasher const&) = delete;

    void update(std::string_view bytes);

    /// Of what came in so far; more may follow.
    [[nodiscard]] fingerprint so_far() const;

    /// Of what came in since the last call; the next bytes begin anew.
    fingerprint finish();

private:
    evp_mac_ctx_st* mac_;
};

} // namespace wayfinder::wire
