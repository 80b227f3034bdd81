// The judge's screen (stderr) and keyboard (stdin), either of which may be a file or a pipe.
#pragma once

#include "cli/onboard/interruption.hpp"
#include "cli/onboard/layout.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::cli {

class terminal {
public:
    explicit terminal(interruption& leaving) : leaving_{leaving} {}

    /// Columns of the screen; if there is none, $COLUMNS or 80.
    [[nodiscard]] static std::size_t width();
    /// Bold on a screen, unless $NO_COLOR is set.
    [[nodiscard]] static emphasis bold();
    /// Whether output can be overwritten.
    [[nodiscard]] static bool is_screen();

    static void print(std::string_view text);
    static void print(text_lines const& lines);

    /// The next line of input, without its end; nullopt if there is none or the judge has left. Input that
    /// was not typed at a keyboard is echoed after the question.
    std::optional<std::string> ask(std::string_view question);

private:
    std::optional<std::string> next_line();
    bool read_more();

    interruption& leaving_;
    std::string input_;
    bool ended_{};
};

} // namespace wayfinder::cli
