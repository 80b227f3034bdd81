#include "wire/json/diagnosis.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>

namespace wayfinder::wire::json {
namespace {

constexpr std::size_t longest_diagnosed = 1U << 20U;

/// Stops at the first error and records the parser's message.
struct error_catcher : nlohmann::json_sax<nlohmann::json> {
    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, string_t const&) override { return true; }
    bool string(string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return true; }
    bool key(string_t&) override { return true; }
    bool end_object() override { return true; }
    bool start_array(std::size_t) override { return true; }
    bool end_array() override { return true; }
    bool parse_error(std::size_t position, std::string const&,
                     nlohmann::detail::exception const& what) override
    {
        byte = position;
        reason = what.what();
        return false;
    }

    std::size_t byte{};
    std::string reason;
};

/// The part after the library's own "… line L, column C: " preamble.
std::string bare_reason(std::string const& what)
{
    auto const column = what.find(", column ");
    auto const colon = what.find(": ", column == what.npos ? 0 : column);
    return colon == what.npos ? what : what.substr(colon + 2);
}

} // namespace

std::string diagnose(std::string_view document, std::string_view fallback_reason)
{
    if (document.size() > longest_diagnosed) return std::string{fallback_reason};
    error_catcher catcher;
    if (nlohmann::json::sax_parse(document, &catcher) || catcher.byte == 0)
        return std::string{fallback_reason};

    auto const before = document.substr(0, std::min(catcher.byte - 1, document.size()));
    auto const line = 1 + std::count(before.begin(), before.end(), '\n');
    auto const line_start = before.rfind('\n');
    auto const column = before.size() - (line_start == before.npos ? 0 : line_start + 1) + 1;
    return "line " + std::to_string(line) + ", column " + std::to_string(column) + ": " +
           bare_reason(catcher.reason);
}

} // namespace wayfinder::wire::json
