// The configuration in force that `recalibrate` starts from.
#pragma once

#include "config/snapshot.hpp"

#include <filesystem>
#include <string>

namespace wayfinder::cli {

/// The file to rewrite, with its current content.
struct deployed {
    std::filesystem::path file;
    std::string text; ///< empty if there is no file yet
    config::snapshot config;
};

} // namespace wayfinder::cli
