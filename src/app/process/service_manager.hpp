// Messages to the supervisor of the process: sd_notify(3), and a file with the process id.
#pragma once

#include <filesystem>
#include <string_view>

namespace wayfinder::app {

/// Sent to the socket in $NOTIFY_SOCKET; does nothing without one.
void notify_manager(std::string_view what);

/// Contains the id of this process until the process ends or another one has written its own.
class pid_file {
public:
    /// An empty path means no file. Throws std::runtime_error if it cannot be written.
    explicit pid_file(std::filesystem::path path);
    ~pid_file();
    /// Writes the id again after a failed successor overwrote or removed the file.
    void reclaim() const;
    pid_file(pid_file const&) = delete;
    pid_file& operator=(pid_file const&) = delete;

private:
    [[nodiscard]] bool write() const;
    [[nodiscard]] bool is_own() const;

    std::filesystem::path path_;
};

} // namespace wayfinder::app
