// What `recalibrate` finds in force.
#pragma once

#include "config/snapshot.hpp"

#include <filesystem>
#include <string>

namespace wayfinder::cli {

/// The file to rewrite, as it is.
struct deployed {
    std::filesystem::path file;
    std::string text; ///< empty when there is no file yet
    config::snapshot config;
};

} // namespace wayfinder::cli
