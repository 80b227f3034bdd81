// Options that several commands have.
#pragma once

#include "config/values/number.hpp"

#include <CLI/CLI.hpp>

#include <string>

namespace wayfinder::cli {

/// A number in this range. CLI11's own range checks accept NaN.
inline CLI::Validator number_in(double least, double most)
{
    auto const check = [=](std::string const& text) -> std::string {
        auto const value = config::parse_number(text);
        if (value && *value >= least && *value <= most) return {};
        return "must be a number from " + config::number_text(least) + " to " + config::number_text(most) +
               ", not " + text;
    };
    return CLI::Validator{check, "", "number"};
}

inline void add_config(CLI::App& command, std::string& config)
{
    command
        .add_option("--config", config, "Configuration file (default: wayfinder-router.toml here or above)")
        ->check(CLI::ExistingFile);
}

} // namespace wayfinder::cli
