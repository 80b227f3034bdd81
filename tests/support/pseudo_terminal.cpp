#include "pseudo_terminal.hpp"

#include <array>
#include <cstdlib>
#include <stdexcept>

#include <fcntl.h>
#include <sys/ioctl.h>

namespace wayfinder::testing {

pseudo_terminal::pseudo_terminal(unsigned short columns)
    : screen_{::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)}
{
    std::array<char, 64> name{};
    if (!screen_.is_open() || ::grantpt(screen_.get()) != 0 || ::unlockpt(screen_.get()) != 0 ||
        ::ptsname_r(screen_.get(), name.data(), name.size()) != 0)
        throw std::runtime_error("no pseudo-terminal");
    path_ = name.data();
    line_ = file_descriptor{::open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC)};
    winsize const size{24, columns, 0, 0};
    if (!line_.is_open() || ::ioctl(line_.get(), TIOCSWINSZ, &size) != 0)
        throw std::runtime_error("no line to " + path_.string());
}

std::string const& pseudo_terminal::text()
{
    std::array<char, 4096> buffer{};
    for (;;) {
        auto const got = ::read(screen_.get(), buffer.data(), buffer.size());
        if (got <= 0) return text_;
        text_.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

} // namespace wayfinder::testing
