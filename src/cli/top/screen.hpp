// What `top` shows.
#pragma once

#include "cli/top/exposition.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstddef>
#include <string>

namespace wayfinder::cli {

/// One sample of a gateway's state.
struct gateway_sample {
    std::chrono::steady_clock::time_point at;
    exposition numbers;
    nlohmann::ordered_json recent; ///< what /router/recent returns
};

/// What happened between two samples: `now` and an earlier one.
[[nodiscard]] nlohmann::ordered_json activity_between(gateway_sample const& before,
                                                      gateway_sample const& now);

/// The activity as lines, at most `columns` wide and at most `rows` of them. `url` is shown in the first.
[[nodiscard]] std::string screen_of(nlohmann::ordered_json const& activity, std::string const& url,
                                    std::size_t columns, std::size_t rows);

} // namespace wayfinder::cli
