// Replaces the content of a file, completely or not at all.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace wayfinder::cli {

/// Whether a file has exactly this text. A missing file has the empty text.
[[nodiscard]] bool has_text(std::filesystem::path const& file, std::string_view text);

/// Writes a temporary file and renames it over the file, with the same permissions; the old content is kept
/// as `<file>.bak`. A symbolic link remains one. Returns what went wrong; empty once all is on disk.
std::string replace_file(std::filesystem::path const& file, std::string_view text);

} // namespace wayfinder::cli
