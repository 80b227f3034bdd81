#include "telemetry/line_file.hpp"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace wayfinder::telemetry {
namespace {

constexpr mode_t owner_and_group = 0640;
// The amount that a ready pipe accepts without blocking (PIPE_BUF on Linux, see pipe(7)).
constexpr std::size_t certain_room = 4096;

} // namespace

void line_file::lead_to(std::filesystem::path const& place)
{
    if (place == place_) return;
    close();
    place_ = place;
}

std::size_t line_file::write(std::string_view lines)
{
    problem_.clear();
    if (own_ && descriptor_ >= 0 && !is_still_there()) close();
    if (descriptor_ < 0 && !open()) return lines.size();
    if (torn_ && ::write(descriptor_, "\n", 1) == 1) torn_ = false;
    bool whole = true;
    while (!lines.empty() && await_room()) {
        auto const size = own_ ? lines.size() : std::min(lines.size(), certain_room);
        auto const written = ::write(descriptor_, lines.data(), size);
        if (written < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (written < 0) note("cannot write");
        if (written <= 0) break;
        whole = lines[static_cast<std::size_t>(written) - 1] == '\n';
        lines.remove_prefix(static_cast<std::size_t>(written));
    }
    torn_ = torn_ || !whole;
    return lines.size();
}

bool line_file::open()
{
    own_ = false;
    if (place_ == "stdout") descriptor_ = STDOUT_FILENO;
    if (place_ == "stderr") descriptor_ = STDERR_FILENO;
    if (descriptor_ >= 0) return true;
    own_ = true;
    torn_ = false;
    // Non-blocking, because opening a named pipe without a reader would block.
    descriptor_ = ::open(place_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
                         owner_and_group);
    if (descriptor_ < 0) note("cannot open");
    return descriptor_ >= 0;
}

bool line_file::await_room()
{
    pollfd waited{descriptor_, POLLOUT, 0};
    auto const ready = ::poll(&waited, 1, static_cast<int>(patience_.count()));
    if (ready > 0) return true; // or in error, which the write reports
    if (ready == 0) errno = EAGAIN;
    note("nothing reads from");
    return false;
}

/// False if it was renamed or removed, as logrotate does.
bool line_file::is_still_there() const
{
    struct stat ours {};
    struct stat named {};
    return ::fstat(descriptor_, &ours) == 0 && ::stat(place_.c_str(), &named) == 0 &&
           ours.st_ino == named.st_ino && ours.st_dev == named.st_dev;
}

void line_file::close()
{
    if (own_ && descriptor_ >= 0) ::close(descriptor_);
    descriptor_ = -1;
}

void line_file::note(std::string_view what)
{
    problem_ = std::string{what} + " " + place_.string() + ": " +
               std::error_code{errno, std::generic_category()}.message();
}

} // namespace wayfinder::telemetry
