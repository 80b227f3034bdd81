// Words for whoever supervises the process: sd_notify(3), and a file with its process id.
#pragma once

#include <filesystem>
#include <string_view>

namespace wayfinder::app {

/// To the socket of $NOTIFY_SOCKET; nothing happens without one.
void notify_manager(std::string_view what);

/// Holds the id of this process until the process ends or another one has written its own there.
class pid_file {
public:
    /// An empty path is no file. Throws std::runtime_error when it cannot be written.
    explicit pid_file(std::filesystem::path path);
    ~pid_file();
    pid_file(pid_file const&) = delete;
    pid_file& operator=(pid_file const&) = delete;

private:
    std::filesystem::path path_;
};

} // namespace wayfinder::app
