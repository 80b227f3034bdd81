// The files that a calibration writes.
#pragma once

#include "cli/calibrate/refusal.hpp"
#include "cli/commands.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::cli {

/// The name of the file of learned weights beside a configuration.
inline constexpr char const* learned_name = "wayfinder-router.learned";

/// Its path: in the directory of --out, else of --config, else in the working directory.
[[nodiscard]] std::filesystem::path learned_place(calibrate_options const& asked);

/// Refuses outputs that would overwrite an input or each other.
[[nodiscard]] std::optional<refusal> check_outputs(calibrate_options const& asked);

/// Whether two paths name the same file, existing or not.
[[nodiscard]] bool same_file(std::filesystem::path const& a, std::filesystem::path const& b);

/// False if the file cannot be written.
[[nodiscard]] bool write_output(std::string const& name, std::string_view text);

} // namespace wayfinder::cli
