// A second parser's view of what is JSON.
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>

namespace wayfinder::fuzz {

/// A copy with the padding that simdjson needs.
inline std::string padded(std::string_view text)
{
    std::string copy{text};
    copy.reserve(copy.size() + simdjson::SIMDJSON_PADDING);
    return copy;
}

/// simdjson's other front end, which parses the same bytes differently. It rejects numbers beyond double and
/// lone surrogates; it accepts everything else that we accept. The text is padded.
inline bool another_parser_agrees(std::string const& text)
{
    static simdjson::dom::parser parser;
    auto const error = parser.parse(text.data(), text.size(), false).error();
    return error == simdjson::SUCCESS || error == simdjson::NUMBER_ERROR || error == simdjson::STRING_ERROR;
}

} // namespace wayfinder::fuzz
