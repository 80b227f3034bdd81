// Splits a command line, given as one value in the file, as a shell would, but without a shell.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::config {

struct command_words {
    std::vector<std::string> words;
    std::string problem; ///< why there are no words; empty on success
    /// Characters that a shell would interpret but that are literal here.
    std::string shell_only;
};

/// Blanks separate words. '...' is literal; inside "..." a backslash escapes `"`, `\`, `$`, the backtick and
/// the end of a line; elsewhere it escapes any character. Nothing is expanded. Source: POSIX.1-2017, Shell
/// Command Language, 2.2 Quoting.
[[nodiscard]] command_words split_command(std::string_view text);

/// For the schema: why a text cannot be a command at all.
std::optional<std::string> check_command(std::string_view text);

} // namespace wayfinder::config
