#include "wire/labelled_prompts.hpp"

#include <wayfinder/text.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>
#include <variant>

namespace wayfinder::wire {

namespace {

using calibrate::labelled_prompt;
using nlohmann::json;

constexpr std::size_t most_problems = 10;

/// The position, from 1, of the first byte in a line that is not valid UTF-8.
std::optional<std::size_t> first_malformed(std::string_view line)
{
    for (std::size_t at = 0; at < line.size();) {
        auto const [value, size] = decode(line, at);
        if (value == replacement_character && size == 1) return at + 1;
        at += size;
    }
    return std::nullopt;
}

bool has_control_characters(std::string_view text)
{
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

bool is_blank(std::string_view line)
{
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

/// The UTF-16 unit of the escape at `at`, if there is one.
std::optional<unsigned> escaped_unit(std::string_view line, std::size_t at)
{
    unsigned unit = 0;
    if (line.size() < at + 6 || line.substr(at, 2) != "\\u") return std::nullopt;
    auto const* const end = line.data() + at + 6;
    if (std::from_chars(line.data() + at + 2, end, unit, 16).ptr != end) return std::nullopt;
    return unit;
}

/// JSON can express half a surrogate pair, UTF-8 cannot. Truncated emoji occur in real logs; the scorer
/// treats such a half as an ordinary character, as it does the replacement character used here.
std::string without_lone_surrogates(std::string_view line)
{
    auto const within = [](std::optional<unsigned> unit, unsigned first, unsigned last) {
        return unit && *unit >= first && *unit <= last;
    };
    std::string whole{line};
    for (std::size_t at = 0; (at = whole.find('\\', at)) != std::string::npos;) {
        auto const unit = escaped_unit(whole, at);
        if (!unit) {
            at += 2;
        } else if (within(unit, 0xD800, 0xDBFF) && within(escaped_unit(whole, at + 6), 0xDC00, 0xDFFF)) {
            at += 12;
        } else {
            if (within(unit, 0xD800, 0xDFFF)) whole.replace(at, 6, "\\ufffd");
            at += 6;
        }
    }
    return whole;
}

std::string without_library_name(std::string_view message)
{
    auto const end = message.find("] ");
    return std::string{end == std::string_view::npos ? message : message.substr(end + 2)};
}

/// The prompt of a line, or what is wrong with it.
std::variant<labelled_prompt, std::string> read_line(std::string_view line)
try {
    if (auto const byte = first_malformed(line)) return "not UTF-8 at byte " + std::to_string(*byte);
    auto const row = json::parse(without_lone_surrogates(line));
    if (!row.is_object())
        return std::string{"expected an object with \"text\" and \"label\", found "} + row.type_name();
    auto const text = row.find("text");
    if (text == row.end() || !text->is_string()) return std::string{"\"text\" must be a string"};
    auto const label = row.find("label");
    if (label == row.end() || !label->is_string() || label->get_ref<std::string const&>().empty())
        return std::string{"\"label\" must be a non-empty string, the name of a model"};
    if (has_control_characters(label->get_ref<std::string const&>()))
        return std::string{"\"label\" must be a model name without control characters"};
    labelled_prompt read{text->get<std::string>(), label->get<std::string>()};
    auto const propensity = row.find("propensity");
    if (propensity == row.end()) return read;
    read.propensity = propensity->is_number() ? propensity->get<double>() : 0.0;
    if (!(read.propensity > 0 && read.propensity <= 1))
        return std::string{"\"propensity\" must be a number above 0, at most 1"};
    return read;
} catch (json::exception const& error) {
    return "invalid JSON: " + without_library_name(error.what());
}

} // namespace

labelled_prompts read_labelled_prompts(std::string_view lines, progress_listener const& on_progress)
{
    auto const size = lines.size();
    labelled_prompts found;
    for (std::size_t number = 1; !lines.empty() && found.problems.size() < most_problems; ++number) {
        auto const end = lines.find('\n');
        auto const line = lines.substr(0, end);
        lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
        tell(on_progress, size - lines.size(), size);
        if (is_blank(line)) continue;
        auto row = read_line(line);
        if (auto* problem = std::get_if<std::string>(&row))
            found.problems.push_back({number, std::move(*problem)});
        else
            found.prompts.push_back(std::get<labelled_prompt>(std::move(row)));
    }
    return found;
}

} // namespace wayfinder::wire
