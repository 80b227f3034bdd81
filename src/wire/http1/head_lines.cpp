#include "wire/http1/head_lines.hpp"

#include "wire/http1/grammar.hpp"

namespace wayfinder::wire::http1 {
namespace {

constexpr std::size_t usual_fields = 24;

/// Two letters that differ in case alone, or the same byte.
bool alike(char left, char right)
{
    if (left == right) return true;
    auto const lower = static_cast<char>(left | 0x20);
    return lower == (right | 0x20) && lower >= 'a' && lower <= 'z';
}

} // namespace

void head_lines::take(std::string_view head)
{
    text_.assign(head);
    fields_.clear();
    fields_.reserve(usual_fields);
    std::string_view rest{text_};
    auto const next_line = [&rest] {
        auto const end = rest.find("\r\n");
        auto const line = rest.substr(0, end);
        rest.remove_prefix(end == rest.npos ? rest.size() : end + 2);
        return line;
    };
    auto const first = next_line();
    auto const after_method = first.find(' ');
    method_ = place_of(first.substr(0, after_method));
    target_ = place_of(first.substr(after_method + 1, first.rfind(' ') - after_method - 1));
    for (auto line = next_line(); !line.empty(); line = next_line()) {
        auto const colon = line.find(':');
        fields_.push_back({place_of(line.substr(0, colon)), place_of(trimmed(line.substr(colon + 1)))});
    }
}

void head_lines::clear()
{
    text_.clear();
    method_ = target_ = {};
    fields_.clear();
}

std::optional<std::string_view> head_lines::find(std::string_view name) const
{
    for (auto const& each : fields_)
        if (is_named(each, name)) return text_of(each.value);
    return std::nullopt;
}

bool head_lines::is_named(field const& which, std::string_view name) const
{
    if (which.name.size != name.size()) return false;
    auto const own = text_of(which.name);
    for (std::size_t i = 0; i < name.size(); ++i)
        if (!alike(own[i], name[i])) return false;
    return true;
}

head_lines::place head_lines::place_of(std::string_view part) const
{
    if (part.empty()) return {};
    return {static_cast<std::uint32_t>(part.data() - text_.data()), static_cast<std::uint32_t>(part.size())};
}

} // namespace wayfinder::wire::http1
