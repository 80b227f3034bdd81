// What all contests share: the options, the results so far, and what is needed to start subjects.
#pragma once

#include "bench/http/contest/contestant.hpp"
#include "bench/http/net/tls_files.hpp"
#include "bench/http/report/section.hpp"
#include "bench/http/report/tally.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace wayfinder::bench {

struct run_options {
    std::filesystem::path gateway;
    std::vector<lane> lanes{std::begin(all_lanes), std::end(all_lanes)};
    std::vector<std::string> contests{}; ///< empty: all
    int rounds{};                        ///< 0: 5, or 2 when quick
    bool quick{};
    std::int64_t span{};             ///< milliseconds per measurement; 0: 1500, or 300 when quick
    std::filesystem::path portkey{}; ///< its start script; empty: it does not take part
    std::filesystem::path json{};
    std::filesystem::path page{};
};

/// Why the results of a contest would be meaningless although nothing is broken.
class refused : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

struct stage {
    run_options options;
    tls_files certificates{};
    std::uint64_t serial{}; ///< numbers the questions
    tally results{};
    std::vector<section> sections{};

    [[nodiscard]] int rounds() const { return options.rounds > 0 ? options.rounds : options.quick ? 2 : 5; }
    /// How long one measurement takes.
    [[nodiscard]] std::chrono::milliseconds span() const
    {
        auto const usual = options.quick ? 300 : 1500;
        return std::chrono::milliseconds{options.span > 0 ? options.span : usual};
    }
    [[nodiscard]] bool wants(lane which) const;
};

/// Starts nginx, HAProxy and the gateway in the requested lanes.
std::vector<contestant> start_all(stage& on, surroundings between, std::vector<lane> const& lanes);

/// The same, and waits until all of them answer.
std::vector<contestant> line_up(stage& on, surroundings between, std::vector<lane> const& lanes);

std::vector<std::string> names_of(std::vector<contestant> const& contestants);

} // namespace wayfinder::bench
