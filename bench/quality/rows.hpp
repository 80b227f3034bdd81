// Prompts with graded answers of a cheap and a dear model.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace wayfinder::quality {

struct row {
    std::string text;
    std::string source; ///< its data set: only ranking within one counts
    std::string family; ///< sets of one kind, left out together
    std::string group;
    double cheap{}; ///< grade of the cheap model's answer, 0 to 1
    double dear{};
    double gain{}; ///< dear - cheap
    /// The same, averaged over the grades of several models per class where available: the same expectation
    /// with less noise. For fitting only; every metric uses `gain`.
    double smooth_gain{};
};

/// Reads a file of JSON lines. A row without `source` has the source "own"; instead of grades it may have a
/// `label`, which is `dear`, `cheap` or a number from 0 to 1. Throws std::runtime_error with file and line.
[[nodiscard]] std::vector<row> read_rows(std::filesystem::path const& file);

/// Positions of rows, grouped by the member `key`.
[[nodiscard]] std::map<std::string, std::vector<std::size_t>> positions_by(std::vector<row> const& rows,
                                                                           std::string row::*key);

} // namespace wayfinder::quality
