// The destination of a log's lines.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace wayfinder::telemetry {

/// Standard output, standard error, or a file that is only appended to, possibly by several processes. For
/// use by one thread. A reader that does not read blocks a write for at most the patience.
class line_file {
public:
    line_file() = default;
    ~line_file() { close(); }
    line_file(line_file const&) = delete;
    line_file& operator=(line_file const&) = delete;

    /// Sets the destination. "stdout" and "stderr" mean the standard streams.
    void lead_to(std::filesystem::path const& place);

    /// Reopens a file before the next line. Files that were renamed or removed are always reopened.
    void reopen() { close(); }

    /// How long a write waits for a reader; one second by default.
    void set_patience(std::chrono::milliseconds patience) { patience_ = patience; }

    /// Writes whole lines. Returns the number of bytes that were not written; problem() says why.
    std::size_t write(std::string_view lines);

    /// The problem of the last write; empty if it succeeded.
    [[nodiscard]] std::string const& problem() const { return problem_; }

private:
    bool open();
    bool await_room();
    [[nodiscard]] bool is_still_there() const;
    void close();
    void note(std::string_view what);

    std::filesystem::path place_;
    int descriptor_{-1};
    bool own_{}; ///< a file opened here, to be closed here
    std::chrono::milliseconds patience_{1'000};
    bool torn_{}; ///< the last line written lacks its end
    std::string problem_;
};

} // namespace wayfinder::telemetry
