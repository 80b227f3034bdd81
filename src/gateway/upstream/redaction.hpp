// Removes a credential from foreign text.
#pragma once

#include "config/values/secret.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::gateway {

/// Knows one credential in the spellings in which it is sent back: verbatim, and with optional JSON escapes.
/// One of fewer than eight characters is looked for only after `Bearer `, since it may be an ordinary word;
/// an empty one is in no text.
class redaction {
public:
    redaction() = default;
    explicit redaction(std::string_view credential);

    /// What replaces the credential.
    static constexpr std::string_view placeholder = "[redacted]";

    [[nodiscard]] bool empty() const { return spellings_.empty(); }
    [[nodiscard]] bool finds(std::string_view text) const;
    [[nodiscard]] std::string applied(std::string_view text) const;

    /// How many bytes at the end of the text may be the start of a credential.
    [[nodiscard]] std::size_t open_end(std::string_view text) const;

private:
    std::vector<config::secret> spellings_;
};

} // namespace wayfinder::gateway
