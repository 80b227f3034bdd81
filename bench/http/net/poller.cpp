#include "bench/http/net/poller.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace wayfinder::bench {

poller::poller() : fd_(::epoll_create1(EPOLL_CLOEXEC))
{
    if (!fd_.is_open()) throw std::system_error(errno, std::generic_category(), "epoll_create1");
}

void poller::add(int fd, void* owner)
{
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    event.data.ptr = owner;
    if (::epoll_ctl(fd_.get(), EPOLL_CTL_ADD, fd, &event) != 0)
        throw std::system_error(errno, std::generic_category(), "epoll_ctl");
}

std::span<epoll_event const> poller::wait(std::chrono::milliseconds bound)
{
    auto const count = ::epoll_wait(fd_.get(), ready_.data(), static_cast<int>(ready_.size()),
                                    static_cast<int>(bound.count()));
    return std::span{ready_}.first(static_cast<std::size_t>(std::max(count, 0)));
}

} // namespace wayfinder::bench
