// Collects the findings about one file so that they are reported together.
#pragma once

#include "config/load.hpp"

#include <compare>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace wayfinder::config {

/// A position in a file, counted from 1; zeros mean the file as a whole.
struct place {
    std::size_t line{};
    std::size_t column{};

    friend auto operator<=>(place const&, place const&) = default;
};

class report {
public:
    explicit report(std::string file) : file_{std::move(file)} {}

    void error(place where, std::string message);
    void notice(place where, std::string message);
    void dead_end(place where, std::string message);

    /// A finding about the environment rather than the file.
    void environment_error(std::string message);
    void environment_notice(std::string message);

    /// A file on whose content or absence the findings depend.
    void mention(std::filesystem::path file) { result_.mentions.push_back(std::move(file)); }

    [[nodiscard]] bool has_errors() const { return !result_.errors.empty(); }

    /// Returns the findings, sorted by position, with the snapshot if there are no errors.
    [[nodiscard]] load_result finish(std::shared_ptr<snapshot const> config) &&;

private:
    std::string file_;
    load_result result_;
};

} // namespace wayfinder::config
