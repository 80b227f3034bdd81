#include "config/validation/text_checks.hpp"

#include "config/listening.hpp"
#include "config/values/ascii_case.hpp"
#include "config/values/base_url.hpp"
#include "config/values/sha256_text.hpp"

#include <wayfinder/lexicon.hpp>

#include <algorithm>
#include <array>

namespace wayfinder::config {

namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}
bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool has_control(std::string_view text)
{
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

/// Headers that the gateway writes itself, and hop-by-hop headers.
bool is_the_gateways(std::string_view header)
{
    static constexpr std::array<std::string_view, 15> names{"accept-encoding",
                                                            "connection",
                                                            "content-encoding",
                                                            "content-length",
                                                            "content-type",
                                                            "expect",
                                                            "host",
                                                            "keep-alive",
                                                            "te",
                                                            "traceparent",
                                                            "tracestate",
                                                            "trailer",
                                                            "transfer-encoding",
                                                            "upgrade",
                                                            "user-agent"};
    return std::any_of(names.begin(), names.end(),
                       [&](auto name) { return same_ignoring_case(header, name); });
}

} // namespace

std::optional<std::string> check_base_url(std::string_view text)
{
    if (text == builtin_echo) return std::nullopt;
    auto const problem = base_url_problem(text);
    if (problem.empty()) return std::nullopt;
    std::string must_be{"an http or https URL such as \"https://api.example.com/v1\", or \"builtin:echo\": "};
    must_be.append(problem);
    if (text.find('?') != text.npos) must_be += "; a query goes into the key 'query'";
    return must_be;
}

std::optional<std::string> check_upstream_url(std::string_view text)
{
    if (text == builtin_echo)
        return "an http or https URL: \"builtin:echo\" is for the 'base_url' of a model without endpoints";
    auto const problem = base_url_problem(text);
    if (problem.empty()) return std::nullopt;
    std::string must_be{"an http or https URL such as \"https://api.example.com/v1\": "};
    return must_be.append(problem);
}

std::optional<std::string> check_path(std::string_view text)
{
    auto const sound = text.starts_with('/') && std::all_of(text.begin(), text.end(), [](char c) {
                           return c > 0x20 && c < 0x7F && c != '#';
                       });
    if (sound) return std::nullopt;
    return "a path such as \"/models\", starting with \"/\", with everything but visible ASCII written as "
           "%XX";
}

std::optional<std::string> check_model_name(std::string_view text)
{
    if (text.empty()) return "a non-empty string";
    if (!has_control(text)) return std::nullopt;
    return "a name without control characters: it is sent in response headers";
}

std::optional<std::string> check_label(std::string_view text)
{
    if (text.empty()) return "a non-empty string";
    return has_control(text) ? std::optional<std::string>{"a name without control characters"} : std::nullopt;
}

std::optional<std::string> check_term(std::string_view text)
{
    return normalize_term(text).empty() ? std::optional<std::string>{"a non-empty string"} : std::nullopt;
}

std::optional<std::string> check_header_name(std::string_view text)
{
    constexpr std::string_view marks{"!#$%&'*+-.^_`|~"}; // RFC 9110, 5.6.2
    auto const sound = [&](char c) { return is_digit(c) || is_letter(c) || marks.find(c) != marks.npos; };
    if (!text.empty() && std::all_of(text.begin(), text.end(), sound)) return std::nullopt;
    return "the name of a header, such as \"X-Session-Id\": letters, digits and \"-\"";
}

std::optional<std::string> check_key_header(std::string_view text)
{
    if (!check_header_name(text) && !is_the_gateways(text)) return std::nullopt;
    return "the name of a header for the key, such as \"api-key\"";
}

std::optional<std::string> check_header_line(std::string_view text)
{
    auto const colon = std::min(text.find(':'), text.size());
    auto const name = text.substr(0, colon);
    auto const value = text.substr(std::min(colon + 1, text.size()));
    auto const is_visible = [](char c) { return c > 0x20 && c < 0x7F; };
    if (check_header_name(name) || std::none_of(value.begin(), value.end(), is_visible) ||
        !std::all_of(value.begin(), value.end(), [&](char c) { return is_visible(c) || c == ' '; }))
        return "a header such as \"OpenAI-Organization: org-1\", in ASCII";
    if (same_ignoring_case(name, "authorization"))
        return "a header other than Authorization: put the key into a variable and name that in "
               "'api_key_env', which sends it";
    if (is_the_gateways(name))
        return "a header other than " + std::string{name} + ", which the gateway sets itself";
    return std::nullopt;
}

std::optional<std::string> check_query(std::string_view text)
{
    auto const sound = !text.starts_with('?') && std::all_of(text.begin(), text.end(), [](char c) {
        return c > 0x20 && c < 0x7F && c != '#';
    });
    if (sound) return std::nullopt;
    return "a query such as \"api-version=2024-10-21\", without its \"?\", with everything but visible ASCII "
           "written as %XX";
}

std::optional<std::string> check_variable_name(std::string_view text)
{
    auto const sound =
        !text.empty() && !is_digit(text.front()) &&
        std::all_of(text.begin(), text.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
    if (sound) return std::nullopt;
    return "the name of an environment variable (letters, digits and '_'), not the key itself";
}

std::optional<std::string> check_origin(std::string_view text)
{
    if (text == "*" || text == "null") return std::nullopt;
    bool const bare = base_url_problem(text).empty() && text.find('/', text.find("://") + 3) == text.npos;
    if (bare) return std::nullopt;
    return "an origin such as \"https://app.example\", without a path, or \"*\"";
}

std::optional<std::string> check_listen_address(std::string_view text)
{
    if (text.starts_with(unix_prefix)) {
        constexpr std::size_t longest_path = 107; // all that sockaddr_un has room for, with the terminator
        auto const path = text.substr(unix_prefix.size());
        if (path.starts_with('/') && path.size() <= longest_path && !has_control(path)) return std::nullopt;
        return "\"unix:\" and an absolute path of at most 107 bytes";
    }
    // Host and port are whatever is valid between "http://" and a path. Port 0 cannot be called, but can be
    // listened on: the system chooses a port.
    auto const colon = text.rfind(':');
    auto const has_port = colon != text.npos && text.find(']', colon) == text.npos;
    auto url = "http://" + std::string{text};
    if (url.ends_with(":0")) url.back() = '1';
    if (has_port && text.find('/') == text.npos && base_url_problem(url).empty()) return std::nullopt;
    return "an address with a port, such as \"127.0.0.1:9090\" or \"[::1]:9090\", or "
           "\"unix:/run/wayfinder.sock\"";
}

std::optional<std::string> check_file_mode(std::string_view text)
{
    auto const octal = [](char c) { return c >= '0' && c <= '7'; };
    bool const sound = (text.size() == 3 || (text.size() == 4 && text.front() == '0')) &&
                       std::all_of(text.begin(), text.end(), octal);
    if (sound) return std::nullopt;
    return "an octal file mode such as \"0660\"";
}

std::optional<std::string> check_proxy(std::string_view text)
{
    if (text == unix_prefix || parse_network(text)) return std::nullopt;
    return "an address, a network such as \"10.0.0.0/8\" or \"fd00::/8\", or \"unix:\"";
}

std::optional<std::string> check_sha256(std::string_view text)
{
    if (parse_sha256(text)) return std::nullopt;
    return "a 64-digit SHA-256 in hexadecimal, as `wayfinder-router keys new` prints it";
}

} // namespace wayfinder::config
