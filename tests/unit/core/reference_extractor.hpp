// The features of a text, counted the slow and obvious way: what the one-pass scan is held against.
#pragma once

#include <wayfinder/feature.hpp>
#include <wayfinder/lexicon.hpp>

#include <string_view>

namespace wayfinder::test {

/// Decodes the whole text, cuts it into lines and asks each line each question in turn. Shares with the real
/// scan only the table of decimal digits, which has a test of its own.
features reference_features(std::string_view text, lexicon const& terms);

} // namespace wayfinder::test
