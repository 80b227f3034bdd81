// Which models a key may use.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::control {

/// Whether a list of names, and patterns with `*` and `?`, has the model. An empty list has every model.
[[nodiscard]] bool allows(std::vector<std::string> const& models, std::string_view name);

} // namespace wayfinder::control
