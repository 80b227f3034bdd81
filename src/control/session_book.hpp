// Which model a conversation was with last, and what that model's provider has read of it.
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
    std::uint64_t tokens{}; ///< that its provider has in the prompt cache: the last prompt and its answer
    std::uint64_t output{}; ///< of them the answer's
    std::uint64_t turns{};
    clock::time_point asked_at; ///< when it was asked last
};

/// The conversations of one caller. Bounded by number and by age: those that were quiet for longest go first.
/// May be used from any thread.
class session_book {
public:
    using clock = session::clock;

    /// Nothing where it is unknown, or was quiet for as long as `ttl`.
    [[nodiscard]] std::optional<session> find(session_key const& key, clock::time_point now,
                                              clock::duration ttl) const;

    /// Replaces what is there; then forgets what is beyond `capacity`, which is rounded down to a multiple of
    /// `stripe_count`.
    void note(session_key const& key, session what, clock::time_point now, std::size_t capacity);

    /// Frees what was quiet for as long as `ttl`.
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
        entries by_age; ///< the quietest first
        std::unordered_map<session_key, entries::iterator, leading_bytes> by_key;

        void forget_first();
    };

    std::array<stripe, stripe_count> stripes_;
};

/// A book for every caller, so that nobody meets a conversation of another one, or crowds it out. May be used
/// from any thread.
class session_books {
public:
    /// The book of this name; its place is good for the life of this.
    session_book& open(std::string_view name);

    void sweep(session_book::clock::time_point now, session_book::clock::duration ttl);
    [[nodiscard]] std::size_t size() const; ///< of all books together

private:
    mutable std::mutex mutex_; ///< of the map, not of the books
    std::map<std::string, session_book, std::less<>> books_;
};

} // namespace wayfinder::control
