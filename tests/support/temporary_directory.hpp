// A directory that lives as long as its owner.
#pragma once

#include <filesystem>
#include <string_view>

namespace wayfinder::testing {

class temporary_directory {
public:
    temporary_directory();
    temporary_directory(temporary_directory const&) = delete;
    temporary_directory& operator=(temporary_directory const&) = delete;
    ~temporary_directory();

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

    /// Writes a file in it; returns its path.
    std::filesystem::path write(std::string_view name, std::string_view content) const;

private:
    std::filesystem::path path_;
};

std::string read_file(std::filesystem::path const& file);

} // namespace wayfinder::testing
