// The features of a text, counted in the slow and obvious way, as a reference for the one-pass scan.
#pragma once

#include <wayfinder/feature.hpp>
#include <wayfinder/lexicon.hpp>

#include <string_view>

namespace wayfinder::test {

/// Decodes the whole text, splits it into lines and applies each rule to each line in turn. Shares with the
/// real scan only the table of decimal digits, which has its own test.
features reference_features(std::string_view text, lexicon const& terms);

} // namespace wayfinder::test
