// The task of a program under measurement.
#pragma once

#include "bench/http/load/question.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace wayfinder::bench {

enum class lane {
    plain,        ///< a named model, with every other feature off
    governed,     ///< everything on: keys, limits, budgets, cache, scoring, ledger
    cached,       ///< governed, and the cache has the answer
    tls_upstream, ///< plain, to an HTTPS upstream
    tls_listener, ///< plain, for HTTPS clients
};

inline constexpr lane all_lanes[] = {lane::plain, lane::governed, lane::cached, lane::tls_upstream,
                                     lane::tls_listener};

/// Its name on the command line.
std::string_view name_of(lane which);
/// Its title in tables.
std::string_view title_of(lane which);
std::optional<lane> lane_named(std::string_view name);

/// The questions of this many clients in that lane, each client as its own team if there are keys.
std::vector<question> questions_for(lane which, std::size_t clients);

/// The virtual keys of the governed lanes.
inline constexpr std::size_t key_count = 1000;
std::string key_token(std::size_t number);

} // namespace wayfinder::bench
