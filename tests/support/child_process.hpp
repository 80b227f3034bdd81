// A child process that cannot outlive the test: it dies with the object and with the test program.
#pragma once

#include "timing.hpp"

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace wayfinder::testing {

struct child_setup {
    std::filesystem::path program;
    std::vector<std::string> arguments{};
    std::map<std::string, std::string> environment{}; ///< all of it except PATH and sanitizer options
    std::filesystem::path directory{};
    std::filesystem::path input{"/dev/null"};
    std::filesystem::path output{"/dev/null"};
    std::filesystem::path error{"/dev/null"};
};

/// How a process ended: by exit code or by signal.
struct exit_status {
    int code{-1};
    int signal{0};
    bool dumped_core{false};
};

class child_process {
public:
    explicit child_process(child_setup const& setup);
    child_process(child_process const&) = delete;
    child_process& operator=(child_process const&) = delete;
    ~child_process();

    [[nodiscard]] pid_t pid() const { return pid_; }
    void signal(int number) const;

    /// Waits for its end; nullopt if the bound passes.
    std::optional<exit_status> wait(std::chrono::milliseconds bound = patience);

private:
    pid_t pid_{-1};
    std::optional<exit_status> status_;
};

} // namespace wayfinder::testing
