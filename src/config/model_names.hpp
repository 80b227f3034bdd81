// The configured models by name, for the keys that refer to them.
#pragma once

#include "config/reading/document.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::config {

class model_names {
public:
    explicit model_names(toml::table const& gateway);

    [[nodiscard]] bool has(std::string_view name) const;
    [[nodiscard]] bool has_match(std::string_view pattern) const;

    /// What to write instead of an unknown name, as the end of a message.
    [[nodiscard]] std::string hint(std::string_view name) const;

private:
    std::vector<std::string_view> names_; ///< in file order
};

} // namespace wayfinder::config
