// Notices that files changed, however they were changed: written in place, replaced by rename, deleted and
// put back, or reached through symbolic links that lead elsewhere now, as in a mounted Kubernetes config map.
#pragma once

#include "net/asio.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace wayfinder::app {

/// inotify follows inodes, and all those changes put another inode in the place of the one that it follows.
/// Therefore each directory that a path leads through, links followed, is watched for the one name that the
/// path takes in it; and so is the file.
class file_watch {
public:
    using handler = std::function<void()>;

    /// Calls `changed` on the context's thread when the files have been left alone for `quiet`.
    /// Throws std::system_error when there is no inotify to be had.
    file_watch(net::asio::io_context& context, handler changed,
               std::chrono::milliseconds quiet = std::chrono::milliseconds{80});

    /// Watches these files from now on, whether they are there or not. A change after this call is not
    /// missed. Answers why a directory cannot be watched; empty when all can.
    std::string follow(std::vector<std::filesystem::path> files);

private:
    struct place {
        std::filesystem::path directory;
        std::set<std::string, std::less<>> names; ///< that matter in it
    };

    std::string scan();
    std::string scan(std::filesystem::path const& file, std::map<int, place>& found);
    static void note(place& where, std::filesystem::path const& directory, std::string name);
    void await_events();
    bool read_events();
    void await_quiet();

    net::asio::posix::stream_descriptor inotify_;
    net::asio::steady_timer quiet_timer_;
    handler changed_;
    std::chrono::milliseconds quiet_;
    std::vector<std::filesystem::path> files_;
    std::map<int, place> watched_; ///< by watch descriptor
    /// Of the first event that nobody has been told of; the default when there is none.
    std::chrono::steady_clock::time_point restless_since_;
};

} // namespace wayfinder::app
