// Shortcuts to load a text and inspect the findings.
#pragma once

#include "config/load.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::config::testing {

using variables = std::map<std::string, std::string>;
using messages = std::vector<std::string>;

inline environment environment_of(variables values)
{
    return [values = std::move(values)](std::string const& name) -> std::optional<std::string> {
        auto const found = values.find(name);
        return found == values.end() ? std::nullopt : std::optional{found->second};
    };
}

inline load_result load(std::string_view toml, variables values = {})
{
    return load_text(toml, "w.toml", environment_of(std::move(values)));
}

inline messages texts(std::vector<diagnostic> const& findings)
{
    messages result;
    for (auto const& each : findings) result.push_back(each.to_string());
    return result;
}

/// All errors, as `w.toml:line:column: message`.
inline messages errors(std::string_view toml, variables values = {})
{
    auto const result = load(toml, std::move(values));
    EXPECT_EQ(result.config == nullptr, !result.errors.empty());
    return texts(result.errors);
}

inline messages notices(std::string_view toml, variables values = {})
{
    return texts(load(toml, std::move(values)).notices);
}

/// The snapshot of a text that must be valid.
inline snapshot sound(std::string_view toml, variables values = {})
{
    auto const result = load(toml, std::move(values));
    EXPECT_EQ(texts(result.errors), messages{});
    return result.config ? *result.config : snapshot{};
}

} // namespace wayfinder::config::testing
