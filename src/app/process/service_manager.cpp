#include "app/process/service_manager.hpp"

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace wayfinder::app {

void notify_manager(std::string_view what)
{
    auto const* const path = std::getenv("NOTIFY_SOCKET");
    sockaddr_un address{};
    auto const length = path == nullptr ? 0 : std::strlen(path);
    if (length == 0 || length >= sizeof address.sun_path) return;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path, length);
    if (path[0] == '@') address.sun_path[0] = '\0'; // an abstract name
    auto const size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length);
    auto const socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket < 0) return;
    ::sendto(socket, what.data(), what.size(), MSG_NOSIGNAL, reinterpret_cast<sockaddr const*>(&address),
             size);
    ::close(socket);
}

pid_file::pid_file(std::filesystem::path path) : path_{std::move(path)}
{
    if (!write()) throw std::runtime_error{"cannot write the process id to " + path_.string()};
}

bool pid_file::write() const
{
    if (path_.empty()) return true;
    auto const fresh = path_.string() + ".new"; // renamed into place, so that no reader sees a partial number
    std::ofstream out{fresh};
    out << ::getpid() << '\n';
    out.close();
    std::error_code failed;
    if (out) std::filesystem::rename(fresh, path_, failed);
    return out && !failed;
}

bool pid_file::is_own() const
{
    std::ifstream in{path_};
    pid_t written{};
    return in >> written && written == ::getpid();
}

/// Failure is ignored: a missing pid file does no harm.
void pid_file::reclaim() const
{
    if (!is_own()) static_cast<void>(write());
}

pid_file::~pid_file()
{
    std::error_code ignored;
    if (!path_.empty() && is_own()) std::filesystem::remove(path_, ignored);
}

} // namespace wayfinder::app
