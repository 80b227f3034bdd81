// Rules for single texts of the file. Each says what is wrong as the end of "'key' must be ...".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::config {

inline constexpr std::string_view builtin_echo{"builtin:echo"};

/// `http(s)://host[:port][/path]` without user, query or fragment, or `builtin:echo`.
std::optional<std::string> check_base_url(std::string_view text);

/// The same without `builtin:echo`.
std::optional<std::string> check_upstream_url(std::string_view text);

/// An absolute path, with a query perhaps, as a request line carries it.
std::optional<std::string> check_path(std::string_view text);

/// A name that can travel in a response header: not empty, no control characters.
std::optional<std::string> check_model_name(std::string_view text);

/// The id of a key or a tag, for logs, metrics and reports: not empty, no control characters.
std::optional<std::string> check_label(std::string_view text);

/// Not only blanks, which no word of a prompt ever equals.
std::optional<std::string> check_term(std::string_view text);

/// The name of an environment variable. A key pasted in its place rarely looks like one.
std::optional<std::string> check_variable_name(std::string_view text);

/// A name that HTTP takes for a header.
std::optional<std::string> check_header_name(std::string_view text);

/// The header that takes the gateway's key upstream: none that says something else.
std::optional<std::string> check_key_header(std::string_view text);

/// `Name: value`, none of those that the gateway writes itself.
std::optional<std::string> check_header_line(std::string_view text);

/// `name=value&name=value` as it stands behind the `?` of a request line.
std::optional<std::string> check_query(std::string_view text);

/// `http(s)://host[:port]`, or `*` for all.
std::optional<std::string> check_origin(std::string_view text);

/// `host:port`, `[v6]:port` or `unix:/path`.
std::optional<std::string> check_listen_address(std::string_view text);

/// Permissions of a file, three or four octal digits.
std::optional<std::string> check_file_mode(std::string_view text);

/// An address, a network, or `unix:`.
std::optional<std::string> check_proxy(std::string_view text);

/// 64 hexadecimal digits.
std::optional<std::string> check_sha256(std::string_view text);

} // namespace wayfinder::config
