#include "wire/http1/field_list.hpp"

#include "wire/http1/grammar.hpp"

namespace wayfinder::wire::http1 {

void field_list::clear()
{
    text_.clear();
    fields_.clear();
    lengths_ = 0;
}

void field_list::note(place name, place value)
{
    constexpr std::size_t usual_fields = 24;
    if (fields_.capacity() == 0) fields_.reserve(usual_fields);
    fields_.push_back({name, value});
    lengths_ |= bit_of(name.size);
}

void field_list::add(std::string_view name, std::string_view value)
{
    auto const begin = text_.size();
    text_.append(name).append(value);
    note({begin, name.size()}, {begin + name.size(), value.size()});
}

std::optional<std::string_view> field_list::find(std::string_view name) const
{
    if (!may_have(name)) return std::nullopt;
    for (auto const& each : fields_)
        if (is_named(each, name)) return text_of(each.value);
    return std::nullopt;
}

bool field_list::is_named(field const& which, std::string_view name) const
{
    return which.name.size == name.size() && same_name(text_of(which.name), name);
}

} // namespace wayfinder::wire::http1
