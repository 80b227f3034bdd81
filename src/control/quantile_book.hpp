// The distributions of skill scores: one sketch for the gateway, or one for each key, kept across restarts.
#pragma once

#include "control/score_quantiles.hpp"

#include <wayfinder/skill/policy.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace wayfinder::control {

/// Thread-safe, except load() and save(), which are for one thread.
class quantile_book {
public:
    /// The weights that score from now on. If they differ from the previous ones, every sketch starts over
    /// with their table: scores of different weights are not comparable.
    void adopt(skill::policy const& by);

    /// The sketch of this name, which starts with the weights' table; its address is valid for the book's
    /// life.
    score_quantiles& open(std::string_view name);

    /// All sketches as text, with a version, the weights' identity and a checksum.
    [[nodiscard]] std::string saved() const;

    /// Continues from such a text. Returns what is wrong with it, and then changes nothing. A text of other
    /// weights is ignored, which is not an error.
    [[nodiscard]] std::string restore(std::string_view text);

    /// Reads a file if it exists; returns what is wrong with it, empty on success.
    [[nodiscard]] std::string load(std::filesystem::path const& file);

    /// Writes a file if anything has changed since the last time: to a temporary file that is renamed over
    /// it. Returns what went wrong; empty on success.
    [[nodiscard]] std::string save(std::filesystem::path const& file);

private:
    mutable std::mutex mutex_; ///< protects the map, the weights and the seed, not the sketches
    std::map<std::string, score_quantiles, std::less<>> sketches_;
    std::uint64_t weights_{};
    skill::quantile_table seed_{skill::default_quantiles};
    std::filesystem::path file_; ///< that was read or written last
    std::string on_disk_;        ///< what it had then
    unsigned foreign_writes_{};  ///< in a row, that have come between
};

} // namespace wayfinder::control
