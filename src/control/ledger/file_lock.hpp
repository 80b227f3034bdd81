// Allows one process at a time, or one and its successor.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace wayfinder::control {

/// Held by the process that uses a file, through a separate file next to it, `<file>.lock`, which is never
/// removed: a lock on the database itself would interfere with SQLite's own. The system releases it when the
/// process ends for any reason.
class file_lock {
public:
    /// Waits up to `patience` for another process to end or, beside a predecessor, for it to share. If the
    /// lock is not held, `problem` says why.
    file_lock(std::filesystem::path const& file, std::chrono::milliseconds patience, bool beside_predecessor,
              std::string& problem);
    ~file_lock();
    file_lock(file_lock const&) = delete;
    file_lock& operator=(file_lock const&) = delete;

    /// Admits a successor alongside this process, or stops admitting one; false if it is still shared.
    bool share();
    bool keep_alone();

private:
    int descriptor_{-1};
};

} // namespace wayfinder::control
