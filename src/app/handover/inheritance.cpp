#include "app/handover/inheritance.hpp"

#include <cstdlib>
#include <sstream>
#include <stdexcept>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace wayfinder::app {
namespace {

constexpr int first_descriptor = 3;

std::string variable(char const* name)
{
    auto const* const value = std::getenv(name);
    return value == nullptr ? std::string{} : std::string{value};
}

bool listens(int descriptor)
{
    int listening{};
    socklen_t size = sizeof listening;
    return ::getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) == 0 && listening != 0;
}

/// The colon-separated names; there may be fewer than descriptors.
std::vector<std::string> names_of(std::string const& text)
{
    std::vector<std::string> names;
    std::istringstream stream{text};
    for (std::string name; std::getline(stream, name, ':');) names.push_back(name);
    return names;
}

} // namespace

inheritance inheritance::take()
{
    inheritance result;
    auto const heir = variable("LISTEN_PID");
    auto const count = std::atoi(variable("LISTEN_FDS").c_str());
    auto const names = names_of(variable("LISTEN_FDNAMES"));
    for (auto const* each : {"LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"}) ::unsetenv(each);
    if (heir != std::to_string(::getpid())) return result; // meant for the process that started this one
    for (int i = 0; i < count; ++i) {
        auto const descriptor = first_descriptor + i;
        auto const place = static_cast<std::size_t>(i);
        auto name = place < names.size() ? names[place] : std::string{};
        ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
        if (name == predecessor_name)
            result.predecessor = descriptor;
        else if (listens(descriptor))
            result.sockets.push_back({net::listening_socket{descriptor}, std::move(name)});
        else
            throw std::runtime_error{"descriptor " + std::to_string(descriptor) +
                                     ", passed in LISTEN_FDS, is not a listening socket"};
    }
    return result;
}

} // namespace wayfinder::app
