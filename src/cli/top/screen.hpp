// What `top` shows.
#pragma once

#include "cli/top/exposition.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstddef>
#include <string>

namespace wayfinder::cli {

/// A look at a gateway.
struct sighting {
    std::chrono::steady_clock::time_point at;
    exposition numbers;
    nlohmann::ordered_json recent; ///< what /router/recent answers
};

/// What happened between two looks: `now` and one before it.
[[nodiscard]] nlohmann::ordered_json activity_between(sighting const& before, sighting const& now);

/// The activity as lines, none wider than `columns`, no more than `rows` of them. `url` is for the first.
[[nodiscard]] std::string screen_of(nlohmann::ordered_json const& activity, std::string const& url,
                                    std::size_t columns, std::size_t rows);

} // namespace wayfinder::cli
