// A running gateway with its own port, configuration, directory and environment.
#pragma once

#include "child_process.hpp"
#include "http_client.hpp"
#include "temporary_directory.hpp"

#include <csignal>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace wayfinder::testing {

struct gateway_setup {
    std::string config; ///< the TOML text
    std::vector<std::string> arguments{"--workers", "1"};
    std::map<std::string, std::string> environment{};
    std::map<std::string, std::string> files{}; ///< name and content, written next to the configuration
    std::vector<std::string> address{"--host", "127.0.0.1", "--port", "0"}; ///< empty: the configuration's
};

class gateway_process {
public:
    /// Starts it and waits until it is ready; throws with its stderr if it does not get there.
    explicit gateway_process(gateway_setup const& setup);

    /// Ends it. If a sanitizer has reported anything, the test program ends too, as failed.
    ~gateway_process();

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] pid_t pid() const { return process_->pid(); }
    [[nodiscard]] std::filesystem::path const& directory() const { return directory_.path(); }

    /// Everything it has written to stderr.
    [[nodiscard]] std::string log() const;

    void signal(int number) const { process_->signal(number); }
    std::optional<exit_status> wait_for_exit(std::chrono::milliseconds bound = patience);

    /// One exchange on its own connection.
    [[nodiscard]] http_response get(std::string_view target, header_list const& headers = {}) const;
    [[nodiscard]] http_response post(std::string_view target, std::string_view json,
                                     header_list const& headers = {}) const;
    /// POST /v1/chat/completions
    [[nodiscard]] http_response chat(std::string_view json, header_list const& headers = {}) const;

    /// A connection for exchanges that need more control.
    [[nodiscard]] http_connection connect(int receive_buffer = 0) const;

    /// Its resident memory now, in bytes.
    /// In bytes.
    struct memory {
        std::size_t addresses{}; ///< all that is mapped
        std::size_t resident{};
    };
    [[nodiscard]] memory memory_in_use() const;
    [[nodiscard]] std::size_t resident_memory() const { return memory_in_use().resident; }

    /// How many file descriptors it has open now.
    [[nodiscard]] std::size_t open_descriptors() const;

private:
    void await_readiness();

    temporary_directory directory_;
    std::unique_ptr<child_process> process_;
    std::uint16_t port_{};
};

} // namespace wayfinder::testing
