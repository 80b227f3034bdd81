// Where a run was made, and of what.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace wayfinder::bench {

/// Pairs of a name and what it is: processor, kernel, versions.
std::vector<std::pair<std::string, std::string>> describe_machine(std::filesystem::path const& gateway);

} // namespace wayfinder::bench
