#include "wire/http1/field_list.hpp"

#include "wire/http1/grammar.hpp"

namespace wayfinder::wire::http1 {

void field_list::clear()
{
    text_.clear();
    fields_.clear();
    marks_ = 0;
}

void field_list::note(std::string_view name, std::size_t begin, place value)
{
    constexpr std::size_t usual_fields = 24;
    if (fields_.capacity() == 0) fields_.reserve(usual_fields);
    auto const mark = mark_of(name);
    auto const narrow = [](std::size_t size) { return static_cast<std::uint32_t>(size); };
    fields_.push_back({narrow(begin), narrow(name.size()), narrow(value.at), narrow(value.size), mark});
    marks_ |= std::uint64_t{1} << mark;
}

void field_list::add(std::string_view name, std::string_view value)
{
    auto const begin = text_.size();
    text_.append(name).append(value);
    note(name, begin, {begin + name.size(), value.size()});
}

std::optional<std::string_view> field_list::find(std::string_view name) const
{
    auto const mark = mark_of(name);
    if (!may_have(mark)) return std::nullopt;
    for (auto const& each : fields_)
        if (is_named(each, name, mark)) return text_of(each.value());
    return std::nullopt;
}

bool field_list::is_same(place name, std::string_view other) const
{
    return same_name(text_of(name), other);
}

} // namespace wayfinder::wire::http1
