// Notices that files changed in any way: written in place, replaced by rename, deleted and restored, or
// reached through symbolic links that now lead elsewhere, as in a mounted Kubernetes ConfigMap.
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

/// inotify follows inodes, and all those changes replace the inode that it follows. Therefore each directory
/// that a path leads through, links followed, is watched for the one name that the path uses in it, and so is
/// the file.
class file_watch {
public:
    using handler = std::function<void()>;

    /// Calls `changed` on the context's thread once the files have not changed for `quiet`. Throws
    /// std::system_error if inotify is not available.
    file_watch(net::asio::io_context& context, handler changed,
               std::chrono::milliseconds quiet = std::chrono::milliseconds{80});

    /// Watches these files from now on, whether or not they exist. No change after this call is missed.
    /// Returns why a directory cannot be watched; empty if all can.
    std::string follow(std::vector<std::filesystem::path> files);

private:
    struct place {
        std::filesystem::path directory;
        std::set<std::string, std::less<>> names; ///< the ones that matter in it
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
    /// Time of the first event not reported yet; the default value if there is none.
    std::chrono::steady_clock::time_point restless_since_;
};

} // namespace wayfinder::app
