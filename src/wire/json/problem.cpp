#include "wire/json/problem.hpp"

#include "wire/json/check.hpp"
#include "wire/json/diagnosis.hpp"
#include "wire/json/parser.hpp"

namespace wayfinder::wire::json {

std::optional<std::string> problem_of(std::string_view text, std::size_t max_depth)
{
    reusable_parser parser;
    simdjson::ondemand::document document;
    simdjson::ondemand::value value;
    auto error = parser.iterate(text).get(document);
    if (!error) error = document.get_value().get(value);
    if (error == simdjson::SCALAR_DOCUMENT_AS_VALUE) return "must be a JSON object.";
    if (!error) error = check(value, max_depth);
    if (!error && document.current_location().error() != simdjson::OUT_OF_BOUNDS)
        error = simdjson::TRAILING_CONTENT;
    if (error == simdjson::DEPTH_ERROR) return "nests deeper than " + std::to_string(max_depth) + " levels.";
    if (error) return "is not valid JSON: " + diagnose(text, simdjson::error_message(error));
    return std::nullopt;
}

} // namespace wayfinder::wire::json
