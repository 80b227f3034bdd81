// A command line as one value of the file, split as a shell would split it, without a shell.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::config {

struct command_words {
    std::vector<std::string> words;
    std::string problem; ///< why there are no words; empty when there are
    /// Characters that a shell would have acted on, and that are nothing but themselves here.
    std::string shell_only;
};

/// Blanks separate words. '...' is taken as it is; inside "..." a backslash escapes `"`, `\`, `$`, the
/// backtick and the end of a line; elsewhere it escapes whatever follows. Nothing is expanded. Source:
/// POSIX.1-2017, Shell Command Language, 2.2 Quoting.
[[nodiscard]] command_words split_command(std::string_view text);

/// For the schema: what keeps a text from being a command at all.
std::optional<std::string> check_command(std::string_view text);

} // namespace wayfinder::config
