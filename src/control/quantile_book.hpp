// Whose skill scores are distributed how: one sketch for the gateway, or one for each key, kept over
// restarts.
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

/// May be used from any thread.
class quantile_book {
public:
    /// The weights that score from now on. Where they are others than before, every sketch begins anew with
    /// their table: a score of one does not compare with a score of the other.
    void adopt(skill::policy const& by);

    /// The sketch of this name, which begins with the weights' table; its place is good for the book's life.
    score_quantiles& open(std::string_view name);

    /// All of it as text, with a version, the weights and a checksum.
    [[nodiscard]] std::string saved() const;

    /// Continues from such a text. Says what is wrong with it and changes nothing then. One of other weights
    /// is passed over, and is nothing wrong.
    [[nodiscard]] std::string restore(std::string_view text);

    /// From a file, where there is one; says what is wrong with it, empty when all is well.
    [[nodiscard]] std::string load(std::filesystem::path const& file);

    /// Into a file, where anything has changed since the last time: beside it and renamed over it. Says what
    /// went wrong; empty when nothing did.
    [[nodiscard]] std::string save(std::filesystem::path const& file);

private:
    mutable std::mutex mutex_; ///< of the map and what is below, not of the sketches
    std::map<std::string, score_quantiles, std::less<>> sketches_;
    std::uint64_t weights_{};
    skill::quantile_table seed_{skill::default_quantiles};
    std::filesystem::path file_; ///< that was read or written last
    std::string on_disk_;        ///< what it had then
    unsigned foreign_writes_{};  ///< in a row, that have come between
};

} // namespace wayfinder::control
