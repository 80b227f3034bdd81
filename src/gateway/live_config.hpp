// What the workers know about the configuration: the active one and how it came about.
#pragma once

#include "gateway/admission/tenancy.hpp"
#include "gateway/runtime_config.hpp"
#include "gateway/upstream/fleet.hpp"
#include "net/server/connection_terms.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace wayfinder::gateway {

struct live_config {
    std::shared_ptr<runtime_config const> runtime;
    std::shared_ptr<tenancy const> callers;             ///< of `runtime`
    std::shared_ptr<gateway::fleet const> fleet;        ///< of `runtime`
    std::shared_ptr<net::connection_terms const> terms; ///< of its listeners
    std::uint64_t generation{};                         ///< counts the configurations, from 1
    std::chrono::system_clock::time_point loaded_at;
    std::string error; ///< why the file in its current state is not active; empty if it is
};

} // namespace wayfinder::gateway
