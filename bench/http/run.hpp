// The whole contest.
#pragma once

#include <filesystem>

namespace wayfinder::bench {

struct run_options {
    std::filesystem::path gateway;
    int rounds{5};
    bool quick{};
};

int run(run_options const& options);

} // namespace wayfinder::bench
