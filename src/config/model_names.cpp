#include "config/model_names.hpp"

#include "config/validation/suggestion.hpp"
#include "config/values/glob.hpp"

#include <algorithm>

namespace wayfinder::config {

model_names::model_names(toml::table const& gateway)
{
    if (auto const* models = table_at(gateway, "models"))
        for (auto const& item : in_file_order(*models)) names_.push_back(item.name());
}

bool model_names::has(std::string_view name) const
{
    return std::find(names_.begin(), names_.end(), name) != names_.end();
}

bool model_names::has_match(std::string_view pattern) const
{
    return std::any_of(names_.begin(), names_.end(),
                       [pattern](std::string_view name) { return matches(pattern, name); });
}

std::string model_names::hint(std::string_view name) const
{
    if (names_.empty()) return "; [gateway.models] has none";
    if (auto const meant = nearest(name, names_)) return "; did you mean " + in_quotes(*meant) + '?';
    std::string text{"; known: "};
    for (auto const& each : names_) text += (&each == &names_.front() ? "" : ", ") + in_quotes(each);
    return text;
}

} // namespace wayfinder::config
