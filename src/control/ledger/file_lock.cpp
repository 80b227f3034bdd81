#include "control/ledger/file_lock.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace wayfinder::control {
namespace {

constexpr mode_t owner_only = 0600;

bool locked_within(int descriptor, int how, std::chrono::milliseconds patience)
{
    using clock = std::chrono::steady_clock;
    constexpr std::chrono::milliseconds pause{20};
    auto const end = clock::now() + patience;
    while (flock(descriptor, how | LOCK_NB) != 0) {
        if ((errno != EWOULDBLOCK && errno != EINTR) || clock::now() >= end) return false;
        std::this_thread::sleep_for(pause);
    }
    return true;
}

} // namespace

file_lock::file_lock(std::filesystem::path const& file, std::chrono::milliseconds patience,
                     bool beside_predecessor, std::string& problem)
{
    auto const path = file.string() + ".lock";
    auto const reason = [] { return std::error_code{errno, std::generic_category()}.message(); };
    descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, owner_only);
    if (descriptor_ < 0)
        problem = "the ledger " + file.string() + ": cannot open " + path + ": " + reason() +
                  "; the gateway must be allowed to write to the file and to its directory";
    else if (!locked_within(descriptor_, beside_predecessor ? LOCK_SH : LOCK_EX, patience))
        problem = errno == EWOULDBLOCK
                      ? "the ledger " + file.string() +
                            " is in use by another wayfinder-router; stop that one, "
                            "or give this one its own file"
                      : "the ledger " + file.string() + ": cannot lock " + path + ": " + reason();
}

file_lock::~file_lock()
{
    if (descriptor_ >= 0) ::close(descriptor_);
}

bool file_lock::share()
{
    return flock(descriptor_, LOCK_SH | LOCK_NB) == 0;
}

bool file_lock::keep_alone()
{
    if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return true;
    share(); // a failed conversion may have released the lock (flock(2))
    return false;
}

} // namespace wayfinder::control
