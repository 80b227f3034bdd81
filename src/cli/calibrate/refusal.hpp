// Why a command does not do what it was asked.
#pragma once

#include <string>
#include <vector>

namespace wayfinder::cli {

/// What to say on stderr, and the exit code.
struct refusal {
    std::vector<std::string> messages;
    int code{};
};

/// Of wrong arguments.
[[nodiscard]] refusal misuse(std::string message);

/// Of work that cannot be done.
[[nodiscard]] refusal failure_of(std::string message);

/// Says on stderr what is wrong; the exit code.
int refuse(refusal const& wrong);

} // namespace wayfinder::cli
