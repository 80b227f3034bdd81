#include "cli/onboard/interruption.hpp"

#include <stdexcept>
#include <sys/signalfd.h>
#include <unistd.h>

namespace wayfinder::cli {

interruption::interruption()
{
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    descriptor_ = ::signalfd(-1, &signals_, SFD_NONBLOCK | SFD_CLOEXEC);
    if (descriptor_ < 0) throw std::runtime_error{"cannot watch for signals"};
}

interruption::~interruption()
{
    ::close(descriptor_);
    ::pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
}

bool interruption::noticed()
{
    signalfd_siginfo which{};
    if (!noticed_ && ::read(descriptor_, &which, sizeof which) == static_cast<ssize_t>(sizeof which)) {
        noticed_ = true;
        ::pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
    }
    return noticed_;
}

} // namespace wayfinder::cli
