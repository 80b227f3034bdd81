// The file of verdicts that calibration learns from.
#pragma once

#include "config/snapshot.hpp"
#include "control/batch_thread.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace wayfinder::control {

/// Appends whole lines, each with a single write, from any number of threads. A line is reported done once it
/// is on disk; lines that wait together are flushed together.
class feedback_log {
public:
    /// Empty if the line is on disk, else the system's error. Runs on the log's thread.
    using done = std::function<void(std::string const& problem)>;

    explicit feedback_log(config::feedback settings);
    ~feedback_log();

    /// From any thread. `line` must end with a line feed.
    void append(std::string line, done report);

    /// Applies to lines appended from now on.
    void adopt(config::feedback settings);

    /// Removes a last line that a crash left incomplete, which was never acknowledged, and completes one that
    /// only lacks its line feed. Returns what it did; empty if nothing was needed.
    static std::string repair(std::filesystem::path const& path);

private:
    struct entry {
        std::string line;
        done report;
    };

    void write(std::vector<entry>& batch);
    std::string open_for(config::feedback const& settings);
    std::string open_anew(std::filesystem::path const& path, struct stat& found);
    std::string write_line(std::string const& line);
    void close();
    [[nodiscard]] config::feedback settings() const;

    mutable std::mutex mutex_;
    config::feedback settings_;
    // Used only on the log's thread.
    std::filesystem::path open_path_;
    int file_{-1};
    std::optional<batch_thread<entry>> thread_;
};

/// The log and its rotated files that exist, oldest first.
std::vector<std::filesystem::path> feedback_files(std::filesystem::path const& path);

} // namespace wayfinder::control
