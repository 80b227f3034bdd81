// What the workers know about the configuration: the active one and how it came about.
#pragma once

#include "gateway/deployment.hpp"
#include "gateway/fleet.hpp"
#include "gateway/tenancy.hpp"
#include "net/connection_terms.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace wayfinder::gateway {

struct standing {
    std::shared_ptr<deployment const> plan;
    std::shared_ptr<tenancy const> callers;             ///< of that plan
    std::shared_ptr<gateway::fleet const> fleet;        ///< of that plan
    std::shared_ptr<net::connection_terms const> terms; ///< of the plan's listeners
    std::uint64_t generation{};                         ///< counts the deployments, from 1
    std::chrono::system_clock::time_point loaded_at;
    std::string error; ///< why the file in its current state is not active; empty if it is
};

} // namespace wayfinder::gateway
