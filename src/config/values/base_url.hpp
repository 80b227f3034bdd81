// A parsed upstream address.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::config {

struct base_url {
    bool tls{};
    std::string host; ///< a name or an address; IPv6 without its brackets
    std::string port; ///< decimal; the scheme's default if none is given
    std::string path; ///< starts with '/' unless empty; no trailing '/'

    /// `host[:port]` as in a Host field, without the default port.
    [[nodiscard]] std::string authority() const;
};

/// `http(s)://host[:port][/path]`, without user, query or fragment; nullopt for anything else.
std::optional<base_url> parse_base_url(std::string_view text);

/// Why a text is not such an address, as a sentence about "it"; empty when it is one.
std::string_view base_url_problem(std::string_view text);

} // namespace wayfinder::config
