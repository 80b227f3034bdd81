#include "cli/calibrate/lists.hpp"

#include "config/values/number.hpp"

namespace wayfinder::cli {
namespace {

std::string trimmed(std::string_view text)
{
    constexpr std::string_view blanks{" \t"};
    auto const first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return std::string{text.substr(first, text.find_last_not_of(blanks) - first + 1)};
}

} // namespace

std::vector<std::string> split_list(std::string_view text)
{
    std::vector<std::string> parts;
    for (;;) {
        auto const comma = text.find(',');
        parts.push_back(trimmed(text.substr(0, comma)));
        if (comma == std::string_view::npos) return parts;
        text.remove_prefix(comma + 1);
    }
}

std::optional<named_numbers> split_numbers(std::string_view text, std::string& wrong)
{
    named_numbers found;
    for (auto const& part : split_list(text)) {
        auto const equals = part.rfind('=');
        auto name = trimmed(std::string_view{part}.substr(0, equals));
        std::optional<double> value;
        if (equals != std::string::npos) value = config::parse_number(part.substr(equals + 1));
        if (!value.has_value() || name.empty()) {
            wrong = part;
            return std::nullopt;
        }
        found.emplace_back(std::move(name), value.value_or(0.0));
    }
    return found;
}

} // namespace wayfinder::cli
