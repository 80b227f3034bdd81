// Checks of single texts in the file. Each says what is wrong as the end of "'key' must be ...".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::config {

inline constexpr std::string_view builtin_echo{"builtin:echo"};

/// `http(s)://host[:port][/path]` without user, query or fragment, or `builtin:echo`.
std::optional<std::string> check_base_url(std::string_view text);

/// The same except `builtin:echo`.
std::optional<std::string> check_upstream_url(std::string_view text);

/// An absolute path, optionally with a query, as in a request line.
std::optional<std::string> check_path(std::string_view text);

/// A name that can be sent in a response header: not empty, no control characters.
std::optional<std::string> check_model_name(std::string_view text);

/// The id of a key or a tag, for logs, metrics and reports: not empty, no control characters.
std::optional<std::string> check_label(std::string_view text);

/// Not just blanks, which never match a word of a prompt.
std::optional<std::string> check_term(std::string_view text);

/// The name of an environment variable. A key pasted in its place rarely looks like one.
std::optional<std::string> check_variable_name(std::string_view text);

/// A valid HTTP field name.
std::optional<std::string> check_header_name(std::string_view text);

/// The header that carries the key upstream: not one that has another purpose.
std::optional<std::string> check_key_header(std::string_view text);

/// `Name: value`, but no header that the gateway writes itself.
std::optional<std::string> check_header_line(std::string_view text);

/// `name=value&name=value` as it appears after the `?` of a request line.
std::optional<std::string> check_query(std::string_view text);

/// `http(s)://host[:port]`, or `*` for all.
std::optional<std::string> check_origin(std::string_view text);

/// `host:port`, `[v6]:port` or `unix:/path`.
std::optional<std::string> check_listen_address(std::string_view text);

/// File permissions, three or four octal digits.
std::optional<std::string> check_file_mode(std::string_view text);

/// An address, a network, or `unix:`.
std::optional<std::string> check_proxy(std::string_view text);

/// 64 hexadecimal digits.
std::optional<std::string> check_sha256(std::string_view text);

} // namespace wayfinder::config
