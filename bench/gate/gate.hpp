// Holds the instructions of a governed request to what they were when somebody last looked.
#pragma once

#include <filesystem>

namespace wayfinder::bench {

struct gate_options {
    std::filesystem::path gateway;
    std::filesystem::path baseline;
    bool update{};
};

/// 0 when they are at most 3 % more than the baseline; with `update` they become the baseline.
int gate(gate_options const& options);

} // namespace wayfinder::bench
