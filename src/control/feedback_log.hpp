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

/// Appends whole lines, each by one write, from any number of threads. Lines are reported done when they are
/// on the disk; those that wait together are flushed together.
class feedback_log {
public:
    /// Empty when the line is on the disk; else what the system said. Runs on the log's thread.
    using done = std::function<void(std::string const& problem)>;

    explicit feedback_log(config::feedback settings);
    ~feedback_log();

    /// From any thread. `line` ends with a line feed.
    void append(std::string line, done report);

    /// From now on, for lines that come after.
    void adopt(config::feedback settings);

    /// Cuts off a last line that a crash has left torn, which was never acknowledged, and ends one that only
    /// lacks its line feed. Says what it did; empty when there was nothing to do.
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
    // Of the log's thread alone.
    std::filesystem::path open_path_;
    int file_{-1};
    std::optional<batch_thread<entry>> thread_;
};

/// The log and what rotation has made of it, the oldest first, as far as they exist.
std::vector<std::filesystem::path> feedback_files(std::filesystem::path const& path);

} // namespace wayfinder::control
