#include "wire/http1/field_list.hpp"

#include "wire/http1/grammar.hpp"

namespace wayfinder::wire::http1 {
namespace {

constexpr std::size_t usual_fields = 24;

} // namespace

void field_list::take(std::string_view lines)
{
    text_.assign(lines);
    fields_.clear();
    fields_.reserve(usual_fields);
    std::string_view rest{text_};
    while (!rest.empty()) {
        auto const end = rest.find('\n');
        auto const line = rest.substr(0, end - 1);
        rest.remove_prefix(end + 1);
        auto const colon = line.find(':');
        fields_.push_back({place_of(line.substr(0, colon)), place_of(trimmed(line.substr(colon + 1)))});
    }
}

void field_list::add(std::string_view name, std::string_view value)
{
    auto const begin = static_cast<std::uint32_t>(text_.size());
    auto const length = static_cast<std::uint32_t>(name.size());
    text_.append(name).append(value);
    fields_.push_back({{begin, length}, {begin + length, static_cast<std::uint32_t>(value.size())}});
}

void field_list::clear()
{
    text_.clear();
    fields_.clear();
}

std::optional<std::string_view> field_list::find(std::string_view name) const
{
    for (auto const& each : fields_)
        if (is_named(each, name)) return text_of(each.value);
    return std::nullopt;
}

bool field_list::is_named(field const& which, std::string_view name) const
{
    return which.name.size == name.size() && same_name(text_of(which.name), name);
}

field_list::place field_list::place_of(std::string_view part) const
{
    if (part.empty()) return {};
    return {static_cast<std::uint32_t>(part.data() - text_.data()), static_cast<std::uint32_t>(part.size())};
}

} // namespace wayfinder::wire::http1
