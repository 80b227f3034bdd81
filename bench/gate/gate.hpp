// Holds the instructions of a governed request to what they were when somebody last looked.
#pragma once

#include <filesystem>

namespace wayfinder::bench {

struct gate_options {
    std::filesystem::path gateway;
    std::filesystem::path baseline;
    bool update{};
};

/// 0 when the thread that answers needs at most 3 % more than the baseline, and all threads together at most
/// 10 %; with `update` they become the baseline.
int gate(gate_options const& options);

} // namespace wayfinder::bench
