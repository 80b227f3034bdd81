// Checks that a governed request needs no more instructions than the recorded baseline.
#pragma once

#include <filesystem>

namespace wayfinder::bench {

struct gate_options {
    std::filesystem::path gateway;
    std::filesystem::path baseline;
    bool update{};
};

/// Returns 0 if the answering thread needs at most 3 % more than the baseline, and all threads together at
/// most 10 %; with `update` the current counts become the baseline.
int gate(gate_options const& options);

} // namespace wayfinder::bench
