// An upstream's address, taken apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::config {

struct base_url {
    bool tls{};
    std::string host; ///< a name or an address; IPv6 without its brackets
    std::string port; ///< decimal, the scheme's default where none is given
    std::string path; ///< starts with '/' unless empty; no '/' at the end

    /// `host[:port]` as a Host field has it, the default port left out.
    [[nodiscard]] std::string authority() const;
};

/// `http(s)://host[:port][/path]`, without user, query or fragment; nullopt for anything else.
std::optional<base_url> parse_base_url(std::string_view text);

/// Why a text is no such address, as a sentence about "it"; empty when it is one.
std::string_view base_url_problem(std::string_view text);

} // namespace wayfinder::config
