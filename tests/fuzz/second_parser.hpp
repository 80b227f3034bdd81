// Another opinion on what is JSON.
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>

namespace wayfinder::fuzz {

/// A copy with the room behind it that simdjson wants.
inline std::string padded(std::string_view text)
{
    std::string copy{text};
    copy.reserve(copy.size() + simdjson::SIMDJSON_PADDING);
    return copy;
}

/// simdjson's other front end, which reads the same bytes in another way. It does not take numbers beyond
/// double and lone surrogates; everything else that we take is JSON to it as well. The text is padded.
inline bool another_parser_agrees(std::string const& text)
{
    static simdjson::dom::parser parser;
    auto const error = parser.parse(text.data(), text.size(), false).error();
    return error == simdjson::SUCCESS || error == simdjson::NUMBER_ERROR || error == simdjson::STRING_ERROR;
}

} // namespace wayfinder::fuzz
