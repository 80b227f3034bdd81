// One process at a time, or one and its successor.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace wayfinder::control {

/// Held by the process that uses a file, by means of another file beside it, `<file>.lock`, which stays: a
/// lock on the database itself would get into the way of SQLite's own. The system gives it back when the
/// process ends, however it ends.
class file_lock {
public:
    /// Waits up to `patience` for another process, or, beside a predecessor, until that one shares. When it
    /// is not held, `problem` says why.
    file_lock(std::filesystem::path const& file, std::chrono::milliseconds patience, bool beside_predecessor,
              std::string& problem);
    ~file_lock();
    file_lock(file_lock const&) = delete;
    file_lock& operator=(file_lock const&) = delete;

    /// Lets a successor in beside this process, or nobody any more; false where it is shared still.
    bool share();
    bool keep_alone();

private:
    int descriptor_{-1};
};

} // namespace wayfinder::control
