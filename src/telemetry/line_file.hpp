// Where the lines of a log end up.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace wayfinder::telemetry {

/// Standard output, standard error, or a file that is only ever appended to, also by several processes. Of
/// one thread. A reader that does not read keeps a write for no longer than the patience.
class line_file {
public:
    line_file() = default;
    ~line_file() { close(); }
    line_file(line_file const&) = delete;
    line_file& operator=(line_file const&) = delete;

    /// From now on. "stdout" and "stderr" are those.
    void lead_to(std::filesystem::path const& place);

    /// Has a file opened anew before the next line. One that was renamed or removed is, anyhow.
    void reopen() { close(); }

    /// How long a write waits for a reader; a second unless told.
    void set_patience(std::chrono::milliseconds patience) { patience_ = patience; }

    /// Writes whole lines; answers how many bytes of them were not taken, and keeps why.
    std::size_t write(std::string_view lines);

    /// Of the last write; empty when it went well.
    [[nodiscard]] std::string const& problem() const { return problem_; }

private:
    bool open();
    bool await_room();
    [[nodiscard]] bool is_still_there() const;
    void close();
    void note(std::string_view what);

    std::filesystem::path place_;
    int descriptor_{-1};
    bool own_{}; ///< a file, and so ours to close
    std::chrono::milliseconds patience_{1'000};
    bool torn_{}; ///< the last line that it took lacks its end
    std::string problem_;
};

} // namespace wayfinder::telemetry
