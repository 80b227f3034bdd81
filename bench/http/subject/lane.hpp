// What is asked of a program under measurement.
#pragma once

#include "bench/http/load/question.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace wayfinder::bench {

enum class lane {
    plain,        ///< a named model, nothing else switched on
    governed,     ///< keys, limits, budgets, cache, scoring, books: all of it
    cached,       ///< governed, and the cache has the answer
    tls_upstream, ///< plain, to an HTTPS upstream
    tls_listener, ///< plain, for HTTPS clients
};

inline constexpr lane all_lanes[] = {lane::plain, lane::governed, lane::cached, lane::tls_upstream,
                                     lane::tls_listener};

/// As the command line has it.
std::string_view name_of(lane which);
/// As tables have it.
std::string_view title_of(lane which);
std::optional<lane> lane_named(std::string_view name);

/// What so many clients ask in that lane, each as a team of its own where there are keys.
std::vector<question> questions_for(lane which, std::size_t clients);

/// The virtual keys of the governed lanes.
inline constexpr std::size_t key_count = 1000;
std::string key_token(std::size_t number);

} // namespace wayfinder::bench
