// Limits the number of connections, in total and per address.
#pragma once

#include "config/snapshot.hpp"

#include <boost/asio/ip/address.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

namespace wayfinder::net {

/// Counts the connections of all workers. Thread-safe.
class connection_limiter {
public:
    enum class refusal : unsigned char { none, total, address };

    /// A counted connection, until destroyed.
    class place {
    public:
        place(place&& other) noexcept : of_{std::exchange(other.of_, nullptr)}, source_{other.source_} {}
        place& operator=(place&&) = delete;
        ~place()
        {
            if (of_ != nullptr) of_->leave(source_);
        }

        /// Counts the connection under this address from now on, as the proxy reports. False, with nothing
        /// changed, if the address has reached its limit.
        [[nodiscard]] bool pass_to(boost::asio::ip::address const& whom, config::limits const& limits);

    private:
        friend class connection_limiter;
        place(connection_limiter& of, std::uint64_t source) : of_{&of}, source_{source} {}
        connection_limiter* of_;
        std::uint64_t source_;
    };

    /// `descriptors` is the number of file descriptors that the process may open. If limits.max_connections
    /// is 0, the limit is half of them, as each client may need an upstream connection.
    explicit connection_limiter(std::size_t descriptors) : descriptors_{descriptors} {}

    /// Nullopt if there is no room. An IPv6 address stands for its /64, and the unspecified address is not
    /// counted per address; `spare` places beyond the limit are for operators.
    [[nodiscard]] std::optional<place> admit(boost::asio::ip::address const& from,
                                             config::limits const& limits, std::size_t spare = 0);

    [[nodiscard]] std::size_t inside() const { return inside_.load(std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t refused(refusal why) const
    {
        return refused_[static_cast<std::size_t>(why)].load(std::memory_order_relaxed);
    }

private:
    /// A shard of the sources, so that workers rarely contend.
    struct stripe {
        std::mutex mutex;
        std::unordered_map<std::uint64_t, std::size_t> connections;
    };

    [[nodiscard]] std::size_t most(config::limits const& limits) const;
    bool enter(std::uint64_t source, std::size_t most);
    void leave(std::uint64_t source);
    void forget(std::uint64_t source);
    stripe& stripe_of(std::uint64_t source) { return stripes_[(source * 0x9E3779B97F4A7C15U) >> 60U]; }

    std::size_t descriptors_;
    std::atomic<std::size_t> inside_{};
    std::array<std::atomic<std::uint64_t>, 3> refused_{};
    std::array<stripe, 16> stripes_;
};

} // namespace wayfinder::net
