#include "config/text_checks.hpp"

#include "config/base_url.hpp"

#include <wayfinder/lexicon.hpp>

#include <algorithm>

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
bool is_hex(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool is_control(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}
} // namespace

std::optional<std::string> check_base_url(std::string_view text)
{
    if (text == builtin_echo) return std::nullopt;
    auto const problem = base_url_problem(text);
    if (problem.empty()) return std::nullopt;
    std::string must_be{"an http or https URL such as \"https://api.example.com/v1\", or \"builtin:echo\": "};
    return must_be.append(problem);
}

std::optional<std::string> check_model_name(std::string_view text)
{
    if (text.empty()) return "a non-empty string";
    if (std::none_of(text.begin(), text.end(), is_control)) return std::nullopt;
    return "a name without control characters: it travels in response headers";
}

std::optional<std::string> check_term(std::string_view text)
{
    return normalize_term(text).empty() ? std::optional<std::string>{"a non-empty string"} : std::nullopt;
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

std::optional<std::string> check_sha256(std::string_view text)
{
    if (text.size() == 64 && std::all_of(text.begin(), text.end(), is_hex)) return std::nullopt;
    return "a 64-digit SHA-256 in hexadecimal, as `wayfinder-router keys new` prints it";
}

} // namespace wayfinder::config
