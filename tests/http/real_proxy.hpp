// Debian's nginx and HAProxy on a loopback port, in front of a server on another.
#pragma once

#include "child_process.hpp"
#include "temporary_directory.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace wayfinder::testing {

enum class proxy_kind { nginx, haproxy };

/// Keeps connections to the server behind it and mixes its clients' requests on them.
class real_proxy {
public:
    /// Throws std::runtime_error with its output if it does not start.
    real_proxy(proxy_kind kind, std::uint16_t server);

    [[nodiscard]] std::uint16_t port() const { return port_; }

private:
    void await_readiness();

    temporary_directory directory_;
    std::uint16_t port_;
    std::unique_ptr<child_process> process_;
};

} // namespace wayfinder::testing
