#include "control/model_allowlist.hpp"

#include "config/values/glob.hpp"

#include <algorithm>

namespace wayfinder::control {

bool allows(std::vector<std::string> const& models, std::string_view name)
{
    return models.empty() || std::any_of(models.begin(), models.end(), [name](std::string const& pattern) {
               return config::matches(pattern, name);
           });
}

} // namespace wayfinder::control
