// A reusable parser. Internal to wire: needs simdjson.
#pragma once

#include <simdjson.h>

#include <cstddef>
#include <string_view>

namespace wayfinder::wire::json {

/// Keeps its tables between documents; handles one at a time.
class reusable_parser {
public:
    /// Bytes, of any content, that must be allocated after every document.
    static constexpr std::size_t padding = simdjson::SIMDJSON_PADDING;

    simdjson::simdjson_result<simdjson::ondemand::document> iterate(std::string_view text)
    {
        // The tables are several times the size of the largest document so far; do not keep those of an
        // exceptionally large one.
        if (parser_.capacity() > most_kept && text.size() <= most_kept) parser_ = parser{};
        return parser_.iterate(simdjson::padded_string_view{text.data(), text.size(), text.size() + padding});
    }

private:
    using parser = simdjson::ondemand::parser;
    static constexpr std::size_t most_kept = 1U << 20U;

    parser parser_;
};

} // namespace wayfinder::wire::json
