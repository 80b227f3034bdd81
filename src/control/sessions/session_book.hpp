// Which model a conversation last used, and how much of it that model's provider has read.
#pragma once

#include "wire/fingerprint.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace wayfinder::control {

using session_key = wire::fingerprint;

struct session {
    using clock = std::chrono::steady_clock;

    std::string model;
    std::uint64_t tokens{}; ///< in the provider's prompt cache: the last prompt and its answer
    std::uint64_t output{}; ///< the answer's part of them
    std::uint64_t turns{};
    clock::time_point asked_at; ///< when it was last asked
};

/// The conversations of one caller. Bounded in number and age: those idle for longest are dropped first.
/// Thread-safe.
class session_book {
public:
    using clock = session::clock;

    /// Nullopt if it is unknown, or was idle for `ttl` or longer.
    [[nodiscard]] std::optional<session> find(session_key const& key, clock::time_point now,
                                              clock::duration ttl) const;

    /// Replaces any existing entry, then drops what exceeds `capacity`, which is rounded down to a multiple
    /// of `stripe_count`.
    void note(session_key const& key, session what, clock::time_point now, std::size_t capacity);

    /// Frees what was idle for `ttl` or longer.
    void sweep(clock::time_point now, clock::duration ttl);

    [[nodiscard]] std::size_t size() const;

    static constexpr std::size_t stripe_count = 4;

private:
    struct entry {
        session_key key;
        session what;
        clock::time_point noted_at;
    };
    using entries = std::list<entry>;

    struct leading_bytes {
        std::size_t operator()(session_key const& key) const noexcept
        {
            std::size_t hash = 0;
            std::memcpy(&hash, key.data(), sizeof hash);
            return hash;
        }
    };

    struct stripe {
        mutable std::mutex mutex;
        entries by_age; ///< longest idle first
        std::unordered_map<session_key, entries::iterator, leading_bytes> by_key;

        void forget_first();
    };

    std::array<stripe, stripe_count> stripes_;
};

/// One book per caller, so that no caller can see another's conversations or crowd them out. Thread-safe.
class session_books {
public:
    /// The book of this name; the reference is valid for the life of this object.
    session_book& open(std::string_view name);

    void sweep(session_book::clock::time_point now, session_book::clock::duration ttl);
    [[nodiscard]] std::size_t size() const; ///< of all books together

private:
    mutable std::mutex mutex_; ///< protects the map, not the books
    std::map<std::string, session_book, std::less<>> books_;
};

} // namespace wayfinder::control
