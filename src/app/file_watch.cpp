#include "app/file_watch.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <list>
#include <system_error>

#include <sys/inotify.h>
#include <unistd.h>

namespace wayfinder::app {
namespace {

namespace fs = std::filesystem;
using clock = std::chrono::steady_clock;

/// Not IN_MODIFY: a file being written is of no interest until its writer closes it, and a log in the same
/// directory never is. Nor IN_ATTRIB, which may arrive during a write.
constexpr std::uint32_t content_events = IN_CLOSE_WRITE;
constexpr std::uint32_t directory_events =
    content_events | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR;

/// Stands for the watched file among the names of a directory: its own events have no name.
constexpr char const* itself = "";

/// More links than this are a loop, as in the kernel.
constexpr int most_links = 40;

/// In quiet periods: files that never stop changing are read anyway.
constexpr int most_patience = 10;

/// A new file, as opposed to a link to an existing one: its writer has yet to fill and close it.
bool is_begun(fs::path const& path)
{
    std::error_code failed;
    return fs::symlink_status(path, failed).type() == fs::file_type::regular &&
           fs::hard_link_count(path, failed) == 1;
}

int open_inotify()
{
    auto const fd = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd < 0) throw std::system_error{errno, std::generic_category(), "inotify"};
    return fd;
}

/// The part of a path that is still to be resolved.
class remaining_path {
public:
    explicit remaining_path(fs::path const& path) { put_before(path.relative_path()); }

    [[nodiscard]] bool empty() const { return parts_.empty(); }

    std::string next()
    {
        auto part = std::move(parts_.front());
        parts_.pop_front();
        return part;
    }

    void put_before(fs::path const& path)
    {
        std::list<std::string> first;
        for (auto const& part : path)
            if (!part.empty() && part != ".") first.push_back(part.string());
        parts_.splice(parts_.begin(), first);
    }

private:
    std::list<std::string> parts_;
};

} // namespace

file_watch::file_watch(net::asio::io_context& context, handler changed, std::chrono::milliseconds quiet)
    : inotify_{context, open_inotify()}, quiet_timer_{context}, changed_{std::move(changed)}, quiet_{quiet}
{
    await_events();
}

std::string file_watch::follow(std::vector<fs::path> files)
{
    files_ = std::move(files);
    return scan();
}

std::string file_watch::scan()
{
    std::map<int, place> found;
    std::string trouble;
    for (auto const& file : files_) {
        auto const problem = scan(file, found);
        if (trouble.empty()) trouble = problem;
    }
    for (auto const& [descriptor, unused] : watched_)
        if (!found.contains(descriptor)) ::inotify_rm_watch(inotify_.native_handle(), descriptor);
    watched_ = std::move(found);
    return trouble;
}

void file_watch::note(place& where, fs::path const& directory, std::string name)
{
    where.directory = directory;
    where.names.insert(std::move(name));
}

std::string file_watch::scan(fs::path const& file, std::map<int, place>& found)
{
    fs::path at{"/"};
    std::error_code lost; // the working directory, where the path is relative
    remaining_path rest{fs::absolute(file, lost)};
    if (lost) return file.string() + ": " + lost.message();
    for (int links = 0; !rest.empty();) {
        auto const name = rest.next();
        if (name == "..") { // `at` contains no links any more
            at = at.parent_path();
            continue;
        }
        // Watch first, then look, so that no change in between is missed.
        auto const descriptor = ::inotify_add_watch(inotify_.native_handle(), at.c_str(), directory_events);
        if (descriptor >= 0) note(found[descriptor], at, name);
        auto const error = descriptor >= 0 ? 0 : errno;
        if (error == ENOENT || error == ENOTDIR) return {}; // the directories leading there are watched
        bool const passable =
            error == EACCES && !rest.empty(); // a directory that may be entered but not read
        if (error != 0 && !passable) return at.string() + ": " + std::strerror(error);

        std::error_code failed;
        auto const target = fs::read_symlink(at / name, failed);
        if (failed) {
            at /= name;
        } else {
            if (++links > most_links) return {};
            if (target.is_absolute()) at = "/";
            rest.put_before(target.relative_path());
        }
    }
    // A file that is a mount of its own, as with Docker, is written without an event in its directory.
    auto const descriptor =
        ::inotify_add_watch(inotify_.native_handle(), at.c_str(), content_events | IN_MASK_ADD);
    if (descriptor >= 0) note(found[descriptor], at, itself);
    return {};
}

void file_watch::await_events()
{
    inotify_.async_wait(net::asio::posix::stream_descriptor::wait_read, [this](net::error_code const& error) {
        if (error) return;
        if (read_events()) await_quiet();
        await_events();
    });
}

/// Whether any of the events matters.
bool file_watch::read_events()
{
    bool matters = false;
    alignas(inotify_event) std::array<char, 4096> buffer;
    for (;;) {
        auto const got = ::read(inotify_.native_handle(), buffer.data(), buffer.size());
        if (got <= 0) return matters;
        for (auto const* at = buffer.data(); at < buffer.data() + got;) {
            auto const& event = *reinterpret_cast<inotify_event const*>(at);
            at += sizeof(inotify_event) + event.len;
            auto const found = watched_.find(event.wd);
            bool const known = found != watched_.end();
            bool const gone = known && (event.mask & IN_IGNORED) != 0; // deleted or unmounted
            std::string_view const name{event.len > 0 ? event.name : itself};
            bool const named = known && found->second.names.contains(name) &&
                               !(event.mask == IN_CREATE && is_begun(found->second.directory / name));
            matters = matters || gone || named || (event.mask & IN_Q_OVERFLOW) != 0;
        }
    }
}

void file_watch::await_quiet()
{
    auto const now = clock::now();
    if (restless_since_ == clock::time_point{}) restless_since_ = now;
    quiet_timer_.expires_at(std::min(now + quiet_, restless_since_ + most_patience * quiet_));
    quiet_timer_.async_wait([this](net::error_code const& error) {
        if (error) return; // another event came
        restless_since_ = {};
        scan(); // links may lead elsewhere, directories may have been replaced
        changed_();
    });
}

} // namespace wayfinder::app
