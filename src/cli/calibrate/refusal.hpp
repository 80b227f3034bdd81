// Why a command fails.
#pragma once

#include <string>
#include <vector>

namespace wayfinder::cli {

/// The messages for stderr, and the exit code.
struct refusal {
    std::vector<std::string> messages;
    int code{};
};

/// A refusal because of wrong arguments.
[[nodiscard]] refusal misuse(std::string message);

/// A refusal because the work cannot be done.
[[nodiscard]] refusal failure_of(std::string message);

/// Prints the messages on stderr and returns the exit code.
int refuse(refusal const& wrong);

} // namespace wayfinder::cli
