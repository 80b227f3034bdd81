// epoll, edge-triggered: every descriptor is registered once, for reading and writing.
#pragma once

#include "file_descriptor.hpp"

#include <sys/epoll.h>

#include <array>
#include <chrono>
#include <span>

namespace wayfinder::bench {

class poller {
public:
    poller();

    /// `owner` is returned in the events of this descriptor. Closing the descriptor unregisters it.
    void add(int fd, void* owner);

    /// What became ready; empty on timeout or if a signal arrives.
    [[nodiscard]] std::span<epoll_event const> wait(std::chrono::milliseconds bound);

private:
    testing::file_descriptor fd_;
    std::array<epoll_event, 512> ready_{};
};

} // namespace wayfinder::bench
