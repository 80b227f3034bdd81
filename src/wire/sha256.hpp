// SHA-256 of bytes that come in pieces.
#pragma once

#include <array>
#include <memory>
#include <string_view>

namespace wayfinder::wire {

using sha256 = std::array<unsigned char, 32>;

/// May be used again and again; what it needs is allocated once. Throws std::runtime_error when the machine's
/// OpenSSL has no SHA-256, which a policy can bring about.
class sha256_hasher {
public:
    sha256_hasher();
    ~sha256_hasher();
    sha256_hasher(sha256_hasher&&) noexcept;
    sha256_hasher& operator=(sha256_hasher&&) noexcept;

    void update(std::string_view bytes);

    /// The digest of what came in since the last call; the next bytes begin anew.
    sha256 finish();

private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace wayfinder::wire
