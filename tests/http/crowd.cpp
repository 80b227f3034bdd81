#include "crowd.hpp"

#include "socket.hpp"

#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <string>

namespace wayfinder::testing {
namespace {

std::string first_words(burden kind)
{
    switch (kind) {
    case burden::slow_headers:
        return "GET /livez HTTP/1.1\r\nHost: x\r\nX-Slow: ";
    case burden::slow_bodies:
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n{";
    case burden::idle:
        return "GET /livez HTTP/1.1\r\nHost: x\r\n\r\n";
    case burden::slow_readers:
        break;
    }
    std::string many;
    for (int i = 0; i < 40; ++i) many += "GET /v1/models HTTP/1.1\r\nHost: x\r\n\r\n";
    return many;
}

void write(int fd, std::string_view bytes)
{
    // What does not fit is not sent: these clients misbehave anyway.
    [[maybe_unused]] auto const sent = ::send(fd, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
}

} // namespace

void crowd::grow(std::size_t count)
{
    auto const words = first_words(kind_);
    for (std::size_t i = 0; i < count; ++i) {
        clients_.push_back(connect_to_loopback(port_, kind_ == burden::slow_readers ? 4096 : 0));
        auto const client = clients_.back().get();
        write(client, words);
        std::array<char, 4096> answer{};
        if (kind_ == burden::idle && wait_for(client, POLLIN, deadline{patience}))
            ::recv(client, answer.data(), answer.size(), 0);
    }
}

void crowd::drip()
{
    if (kind_ != burden::slow_headers && kind_ != burden::slow_bodies) return;
    for (auto const& each : clients_) write(each.get(), "x");
}

std::size_t raise_descriptor_limit()
{
    constexpr rlim_t enough = 65'536;
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    rlimit const wanted{std::max(limit.rlim_max, enough), std::max(limit.rlim_max, enough)};
    if (::setrlimit(RLIMIT_NOFILE, &wanted) == 0) return wanted.rlim_cur;
    limit.rlim_cur = limit.rlim_max; // only root may exceed it
    ::setrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur;
}

} // namespace wayfinder::testing
