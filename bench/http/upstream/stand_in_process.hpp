// The stand-in as a separate process: this program, started again.
#pragma once

#include "bench/http/load/closed_loop.hpp"
#include "bench/http/net/tls_files.hpp"
#include "bench/http/upstream/stand_in.hpp"

#include "child_process.hpp"

namespace wayfinder::bench {

class stand_in_process {
public:
    /// Its answers; the port is chosen here. Returns once it is listening.
    explicit stand_in_process(stand_in_setup setup = {}, tls_files const* certificates = nullptr);

    [[nodiscard]] std::uint16_t port() const { return front_.port; }
    [[nodiscard]] target const& front() const { return front_; }
    [[nodiscard]] pid_t pid() const { return process_.pid(); }

private:
    target front_;
    testing::child_process process_;
};

} // namespace wayfinder::bench
