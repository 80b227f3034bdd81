// Putting a new text in the place of a file, all of it or nothing.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace wayfinder::cli {

/// Writes beside the file and renames over it, with its permissions; what it held is kept as `<file>.bak`. A
/// symbolic link stays one. Says what went wrong; empty when all is on the disk.
std::string replace_file(std::filesystem::path const& file, std::string_view text);

} // namespace wayfinder::cli
