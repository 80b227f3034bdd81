// How far a command has come, as a line on stderr that goes when its work is done.
#pragma once

#include <wayfinder/progress.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace wayfinder::cli {

/// Draws only on a terminal that can, and only once work has lasted so long that one wonders. Whoever prints
/// destroys it before.
class progress_bar {
public:
    /// `wanted`: false where the command was asked for nothing but its result, as by --json.
    explicit progress_bar(bool wanted = true);
    progress_bar(progress_bar const&) = delete;
    progress_bar& operator=(progress_bar const&) = delete;
    ~progress_bar();

    /// What shows the next part of the work, under an ASCII name. The bar has to outlive it.
    [[nodiscard]] progress_listener part(std::string name);

private:
    void show(std::string_view name, std::size_t done, std::size_t of);

    bool on_;
    std::chrono::steady_clock::time_point due_; ///< the next drawing
    std::string drawn_;
};

/// The line, in no more than `width` columns: name, bar and share; what has no room is left out.
[[nodiscard]] std::string progress_text(std::string_view name, std::size_t done, std::size_t of,
                                        std::size_t width);

} // namespace wayfinder::cli
