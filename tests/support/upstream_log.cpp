#include "upstream_log.hpp"

#include <stdexcept>

namespace wayfinder::testing {

void upstream_log::add(recorded_request request)
{
    std::lock_guard const lock{mutex_};
    requests_.push_back(std::move(request));
    changed_.notify_all();
}

void upstream_log::connected()
{
    std::lock_guard const lock{mutex_};
    ++connections_;
}

void upstream_log::departed(std::size_t connection)
{
    std::lock_guard const lock{mutex_};
    departures_.try_emplace(connection, clock::now());
    changed_.notify_all();
}

void upstream_log::handshake_failed()
{
    std::lock_guard const lock{mutex_};
    ++failed_handshakes_;
}

bool upstream_log::wait_for_requests(std::size_t count, std::chrono::milliseconds bound)
{
    std::unique_lock lock{mutex_};
    return changed_.wait_for(lock, bound, [&] { return requests_.size() >= count; });
}

std::optional<clock::time_point> upstream_log::wait_for_departure(std::size_t connection,
                                                                  std::chrono::milliseconds bound)
{
    std::unique_lock lock{mutex_};
    auto const seen = [&] { return departures_.contains(connection); };
    if (!changed_.wait_for(lock, bound, seen)) return std::nullopt;
    return departures_.at(connection);
}

std::vector<recorded_request> upstream_log::all()
{
    std::lock_guard const lock{mutex_};
    return requests_;
}

recorded_request upstream_log::last()
{
    std::lock_guard const lock{mutex_};
    if (requests_.empty()) throw std::runtime_error("no request reached the upstream");
    return requests_.back();
}

std::size_t upstream_log::requests()
{
    std::lock_guard const lock{mutex_};
    return requests_.size();
}

std::size_t upstream_log::connections()
{
    std::lock_guard const lock{mutex_};
    return connections_;
}

std::size_t upstream_log::failed_handshakes()
{
    std::lock_guard const lock{mutex_};
    return failed_handshakes_;
}

} // namespace wayfinder::testing
