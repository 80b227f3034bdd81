// The machine and the versions of a run.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace wayfinder::bench {

/// Name and value pairs: processor, kernel, versions.
std::vector<std::pair<std::string, std::string>> describe_machine(std::filesystem::path const& gateway);

} // namespace wayfinder::bench
