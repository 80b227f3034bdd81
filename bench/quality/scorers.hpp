// The scorers that are compared: ways to rank prompts.
#pragma once

#include "bench/quality/metric.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::quality {

struct scorer {
    char const* name;
    double (*score)(std::string_view text);
};

/// The skill score first, then what it has to beat: a hash as a coin toss, the word count, and the
/// reference's score with its default weights and with its recommended lexical ones.
[[nodiscard]] std::vector<scorer> const& all_scorers();

[[nodiscard]] scores scores_of(std::vector<row> const& rows, scorer const& by);

} // namespace wayfinder::quality
