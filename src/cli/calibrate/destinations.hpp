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

/// Where it goes: beside the fragment, else beside the configuration, else here.
[[nodiscard]] std::filesystem::path learned_place(calibrate_options const& asked);

/// Writing over what was read, or one result over the other, loses data.
[[nodiscard]] std::optional<refusal> check_outputs(calibrate_options const& asked);

/// One file under two names, be it there or yet to be written.
[[nodiscard]] bool same_file(std::filesystem::path const& a, std::filesystem::path const& b);

/// False when it cannot be written.
[[nodiscard]] bool write_output(std::string const& name, std::string_view text);

} // namespace wayfinder::cli
