#include "control/feedback_log.hpp"

#include "wire/feedback.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace wayfinder::control {
namespace {

namespace fs = std::filesystem;

constexpr mode_t owner_only = 0600; // prompts are private

std::string problem_of(std::string const& what, fs::path const& path)
{
    auto const reason = std::error_code{errno, std::generic_category()}.message();
    return what + " " + path.string() + ": " + reason;
}

fs::path numbered(fs::path path, std::size_t number)
{
    path += "." + std::to_string(number);
    return path;
}

/// `.1` becomes `.2` and so on; the last one is dropped. False if the file was not moved.
bool rotate(fs::path const& path, std::size_t keep)
{
    std::error_code ignored;
    for (auto number = keep; number > 1; --number)
        fs::rename(numbered(path, number - 1), numbered(path, number), ignored);
    return keep == 0 ? std::remove(path.c_str()) == 0
                     : std::rename(path.c_str(), numbered(path, 1).c_str()) == 0;
}

/// Separates writing lines from repairing the file, in this process and across processes.
class file_lock {
public:
    file_lock(int file, int kind) : file_{file} { flock(file, kind); }
    ~file_lock() { flock(file_, LOCK_UN); }
    file_lock(file_lock const&) = delete;
    file_lock& operator=(file_lock const&) = delete;

private:
    int file_;
};

/// The end of the last complete line, searched backwards.
off_t end_of_last_line(int file, off_t size)
{
    char buffer[4096];
    for (auto end = size; end > 0;) {
        auto const begin = std::max<off_t>(0, end - static_cast<off_t>(sizeof buffer));
        auto const got = pread(file, buffer, static_cast<std::size_t>(end - begin), begin);
        if (got <= 0) return size;
        for (auto at = got; at > 0; --at)
            if (buffer[at - 1] == '\n') return begin + at;
        end = begin;
    }
    return 0;
}

/// An editor may have omitted the last line feed; an incomplete line is useless.
std::string repair_tail(int file, off_t begin, std::size_t size)
{
    std::string tail(size, '\0');
    tail.reserve(size + 64);
    auto const got = pread(file, tail.data(), size, begin);
    constexpr std::size_t any_depth = 64;
    bool const whole = got == static_cast<ssize_t>(size) &&
                       std::holds_alternative<wire::feedback>(wire::read_feedback(tail, any_depth));
    // Truncates only a torn feedback line, which begins with '{': the path may name some other file.
    bool const torn = !whole && tail.starts_with('{');
    if (!torn) return write(file, "\n", 1) == 1 ? " lacked its last line feed: added" : "";
    if (ftruncate(file, begin) != 0) return {};
    return " ended in the middle of a line: its last " + std::to_string(size) + " bytes were cut off";
}

} // namespace

feedback_log::feedback_log(config::feedback settings) : settings_{std::move(settings)}
{
    thread_.emplace([this](auto& batch) {
        write(batch);
        return std::nullopt;
    });
}

feedback_log::~feedback_log()
{
    thread_.reset(); // writes what is left
    close();
}

void feedback_log::append(std::string line, done report)
{
    thread_->add({std::move(line), std::move(report)});
}

void feedback_log::adopt(config::feedback settings)
{
    std::lock_guard const lock{mutex_};
    settings_ = std::move(settings);
}

config::feedback feedback_log::settings() const
{
    std::lock_guard const lock{mutex_};
    return settings_;
}

void feedback_log::write(std::vector<entry>& batch)
{
    auto const now = settings();
    std::vector<std::string> problems;
    for (auto const& each : batch) {
        auto problem = open_for(now);
        if (problem.empty()) problem = write_line(each.line);
        problems.push_back(std::move(problem));
    }
    std::string const unflushed =
        file_ >= 0 && fdatasync(file_) != 0 ? problem_of("cannot flush", open_path_) : std::string{};
    for (std::size_t i = 0; i < batch.size(); ++i)
        batch[i].report(problems[i].empty() ? unflushed : problems[i]);
}

/// Ensures that the right file is open and has room. A file that was renamed or removed externally is left
/// alone, and a new one is started.
std::string feedback_log::open_for(config::feedback const& settings)
{
    struct stat there {};
    struct stat ours {};
    bool const same = file_ >= 0 && open_path_ == settings.file && stat(open_path_.c_str(), &there) == 0 &&
                      fstat(file_, &ours) == 0 && there.st_ino == ours.st_ino && there.st_dev == ours.st_dev;
    if (!same)
        if (auto problem = open_anew(settings.file, ours); !problem.empty()) return problem;
    if (static_cast<std::uint64_t>(ours.st_size) < settings.max_bytes) return {};
    fdatasync(file_);
    if (!rotate(open_path_, settings.keep)) return problem_of("cannot rotate", open_path_);
    return open_anew(settings.file, ours);
}

std::string feedback_log::open_anew(fs::path const& path, struct stat& found)
{
    close();
    open_path_ = path;
    repair(path);
    file_ = open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, owner_only);
    if (file_ < 0 || fstat(file_, &found) != 0) return problem_of("cannot open", path);
    if (S_ISREG(found.st_mode)) return {};
    close();
    return path.string() + " is not a regular file";
}

/// A line that was written only in part is removed, so that no later one continues it.
std::string feedback_log::write_line(std::string const& line)
{
    file_lock const writing{file_, LOCK_SH};
    auto const written = ::write(file_, line.data(), line.size());
    if (written == static_cast<ssize_t>(line.size())) return {};
    if (written >= 0) errno = ENOSPC;
    auto problem = problem_of("cannot write", open_path_);
    struct stat now {};
    if (written > 0 && (fstat(file_, &now) != 0 || ftruncate(file_, now.st_size - written) != 0)) close();
    return problem;
}

void feedback_log::close()
{
    if (file_ >= 0) ::close(file_);
    file_ = -1;
}

std::string feedback_log::repair(fs::path const& path)
{
    auto const file = open(path.c_str(), O_RDWR | O_APPEND | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) return {};
    struct stat found {};
    std::string done;
    {
        file_lock const alone{file, LOCK_EX}; // does not tear what others are writing
        if (fstat(file, &found) == 0 && S_ISREG(found.st_mode))
            if (auto const whole = end_of_last_line(file, found.st_size); whole < found.st_size)
                done = repair_tail(file, whole, static_cast<std::size_t>(found.st_size - whole));
    }
    ::close(file);
    return done.empty() ? done : path.string() + done;
}

std::vector<fs::path> feedback_files(fs::path const& path)
{
    std::vector<fs::path> files;
    std::error_code ignored;
    for (std::size_t number = 1; fs::exists(numbered(path, number), ignored); ++number)
        files.push_back(numbered(path, number));
    std::reverse(files.begin(), files.end());
    // A file that may be there and cannot be looked at is for its reader to complain about.
    if (fs::status(path, ignored).type() != fs::file_type::not_found) files.push_back(path);
    return files;
}

} // namespace wayfinder::control
