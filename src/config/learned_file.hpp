// The file of learned weights that a configuration names.
#pragma once

#include <wayfinder/skill/artifact.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace wayfinder::config {

/// The contents of the file, or what is wrong with it, as the end of "FILE ...".
[[nodiscard]] std::variant<skill::artifact, std::string> load_learned(std::filesystem::path const& file);

/// The learned file that [routing] names, if any. A text that is not TOML names none.
[[nodiscard]] std::optional<std::string> learned_name_in(std::string_view document);

} // namespace wayfinder::config
