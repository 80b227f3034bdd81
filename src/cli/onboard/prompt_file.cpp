#include "cli/onboard/prompt_file.hpp"

#include <wayfinder/text.hpp>

#include <nlohmann/json.hpp>

#include <unordered_set>
#include <variant>

namespace wayfinder::cli {
namespace {

using nlohmann::json;

constexpr std::string_view byte_order_mark{"\xEF\xBB\xBF"};

struct complaint {
    std::string message;
};

bool is_utf8(std::string_view line)
{
    for (std::size_t at = 0; at < line.size();) {
        auto const next = decode(line, at);
        if (next.value == replacement_character && next.size == 1) return false;
        at += next.size;
    }
    return true;
}

bool is_blank(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        auto const next = decode(text, at);
        if (!is_whitespace(next.value)) return false;
        at += next.size;
    }
    return true;
}

std::variant<std::string, complaint> read_line(std::string_view line)
{
    if (!is_utf8(line)) return complaint{"not UTF-8"};
    if (line.front() != '{') return std::string{line};
    auto const row = json::parse(line, nullptr, false);
    if (row.is_discarded())
        return complaint{"a line that starts with { must be valid JSON, such as {\"text\": \"the prompt\"}"};
    auto const text = row.find("text");
    if (text == row.end() || !text->is_string() || is_blank(text->get_ref<std::string const&>()))
        return complaint{"\"text\" must be a string that is not blank, the prompt"};
    return text->get<std::string>();
}

} // namespace

prompt_lines read_prompt_lines(std::string_view lines)
{
    prompt_lines found;
    std::unordered_set<std::string> seen;
    if (lines.starts_with(byte_order_mark)) lines.remove_prefix(byte_order_mark.size());
    for (std::size_t number = 1; !lines.empty(); ++number) {
        auto const end = lines.find('\n');
        auto line = lines.substr(0, end);
        lines.remove_prefix(end == lines.npos ? lines.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (is_blank(line)) continue;
        auto read = read_line(line);
        if (auto* wrong = std::get_if<complaint>(&read))
            found.problems.push_back({number, std::move(wrong->message)});
        else if (seen.insert(std::get<std::string>(read)).second)
            found.prompts.push_back(std::get<std::string>(std::move(read)));
        else
            ++found.repeats;
    }
    return found;
}

} // namespace wayfinder::cli
