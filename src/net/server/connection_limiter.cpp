#include "net/server/connection_limiter.hpp"

#include <algorithm>

namespace wayfinder::net {
namespace {

// For listeners, files, pipes and clients that are being turned away.
constexpr std::size_t reserved_descriptors = 64;
constexpr std::size_t least_connections = 16;

/// 0 for the unspecified address. An IPv6 address counts as its /64, because its owner has all 2^64 addresses
/// in it.
std::uint64_t source_of(boost::asio::ip::address const& address)
{
    namespace ip = boost::asio::ip;
    if (address.is_v4()) return address.to_v4().to_uint();
    auto const v6 = address.to_v6();
    if (v6.is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, v6).to_uint();
    auto const bytes = v6.to_bytes();
    if (v6.is_loopback()) return bytes.back();
    std::uint64_t prefix = 0;
    for (std::size_t i = 0; i < 8; ++i) prefix = prefix << 8U | bytes[i];
    return prefix;
}

} // namespace

std::optional<connection_limiter::place> connection_limiter::admit(boost::asio::ip::address const& from,
                                                                   config::limits const& limits,
                                                                   std::size_t spare)
{
    auto why = refusal::none;
    auto const source = source_of(from);
    if (inside_.fetch_add(1, std::memory_order_relaxed) >= most(limits) + spare)
        why = refusal::total;
    else if (!enter(source, limits.max_connections_per_address))
        why = refusal::address;
    if (why == refusal::none) return place{*this, source};
    inside_.fetch_sub(1, std::memory_order_relaxed);
    refused_[static_cast<std::size_t>(why)].fetch_add(1, std::memory_order_relaxed);
    return std::nullopt;
}

std::size_t connection_limiter::most(config::limits const& limits) const
{
    if (limits.max_connections > 0) return limits.max_connections;
    auto const usable = descriptors_ - std::min(descriptors_, reserved_descriptors);
    return std::max(least_connections, usable / 2);
}

/// Counts even without a limit: a reload may introduce one.
bool connection_limiter::enter(std::uint64_t source, std::size_t most)
{
    if (source == 0) return true;
    auto& part = stripe_of(source);
    std::lock_guard const lock{part.mutex};
    auto& count = part.connections[source];
    if (most > 0 && count >= most) return false;
    ++count;
    return true;
}

bool connection_limiter::place::pass_to(boost::asio::ip::address const& whom, config::limits const& limits)
{
    auto const source = source_of(whom);
    if (source == source_) return true;
    if (!of_->enter(source, limits.max_connections_per_address)) {
        of_->refused_[static_cast<std::size_t>(refusal::address)].fetch_add(1, std::memory_order_relaxed);
        return false;
    }
    of_->forget(std::exchange(source_, source));
    return true;
}

void connection_limiter::leave(std::uint64_t source)
{
    inside_.fetch_sub(1, std::memory_order_relaxed);
    forget(source);
}

void connection_limiter::forget(std::uint64_t source)
{
    if (source == 0) return;
    auto& part = stripe_of(source);
    std::lock_guard const lock{part.mutex};
    auto const found = part.connections.find(source);
    if (--found->second == 0) part.connections.erase(found);
}

} // namespace wayfinder::net
