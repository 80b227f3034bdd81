// Maps tokens to virtual keys.
#pragma once

#include "config/governance.hpp"

#include <chrono>
#include <string_view>
#include <vector>

namespace wayfinder::control {

enum class key_state : unsigned char {
    valid,
    unknown,
    disabled,
    expired,
};

struct key_lookup {
    key_state state{key_state::unknown};
    config::virtual_key const* key{}; ///< null unless the key is valid
};

/// The keys of one configuration, looked up by the hash of a token: as fast for ten thousand keys as for ten,
/// without an allocation. Immutable, hence thread-safe.
class key_directory {
public:
    /// The keys must not move while the directory is in use.
    explicit key_directory(std::vector<config::virtual_key> const& keys);

    /// Takes as long for a nearly right token as for a wrong one.
    [[nodiscard]] key_lookup find(std::string_view token, std::chrono::system_clock::time_point now) const;

private:
    struct slot {
        config::sha256 hash{};
        config::virtual_key const* key{}; ///< null: free slot
    };

    [[nodiscard]] std::size_t home_of(config::sha256 const& hash) const;
    [[nodiscard]] std::size_t after(std::size_t place) const { return (place + 1) & (slots_.size() - 1); }
    void insert(config::sha256 const& hash, config::virtual_key const& key);

    std::vector<slot> slots_; ///< a power of two in number, at least half of them free
};

} // namespace wayfinder::control
