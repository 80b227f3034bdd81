#include "config/learned_file.hpp"

#include <toml++/toml.h>

#include <fstream>

namespace wayfinder::config {

namespace {

/// A report is short; anything longer is not one of ours and is not read into memory.
constexpr std::size_t largest = 4U << 20U;

} // namespace

std::variant<skill::artifact, std::string> load_learned(std::filesystem::path const& file)
{
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed)) return std::string{"cannot be read"};
    std::ifstream in{file, std::ios::binary};
    std::string bytes(largest + 1, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!in.is_open() || in.bad()) return std::string{"cannot be read"};
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    auto read = skill::read_artifact(bytes);
    if (auto const* wrong = std::get_if<skill::artifact_problem>(&read))
        return std::string{skill::describe(*wrong)};
    return std::get<skill::artifact>(std::move(read));
}

std::optional<std::string> learned_name_in(std::string_view document)
try {
    return toml::parse(document)["routing"]["learned"].value<std::string>();
} catch (toml::parse_error const&) {
    return std::nullopt;
}

} // namespace wayfinder::config
