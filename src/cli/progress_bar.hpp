// The progress of a command, as a line on stderr that is removed when the work is done.
#pragma once

#include <wayfinder/progress.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace wayfinder::cli {

/// Draws only on a capable terminal, and only once the work has taken noticeably long. Destroy it before
/// printing anything else.
class progress_bar {
public:
    /// `wanted`: false if the command was asked only for its result, as by --json.
    explicit progress_bar(bool wanted = true);
    progress_bar(progress_bar const&) = delete;
    progress_bar& operator=(progress_bar const&) = delete;
    ~progress_bar();

    /// Shows the next part of the work, under an ASCII name. The bar must outlive the listener.
    [[nodiscard]] progress_listener part(std::string name);

private:
    void show(std::string_view name, std::size_t done, std::size_t of);

    bool on_;
    std::chrono::steady_clock::time_point due_; ///< time of the next drawing
    std::string drawn_;
};

/// The line, at most `width` columns wide: name, bar and share; what does not fit is omitted.
[[nodiscard]] std::string progress_text(std::string_view name, std::size_t done, std::size_t of,
                                        std::size_t width);

} // namespace wayfinder::cli
