#include "wire/openai/error_object.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <utility>

namespace wayfinder::wire::openai {
namespace {

using nlohmann::json;

constexpr unsigned unknown_status = 502;

std::string text_of(json const& object, char const* key)
{
    auto const found = object.find(key);
    if (found == object.end() || found->is_null()) return {};
    if (found->is_structured()) return {}; // no text, and possibly nested deeper than the stack
    return found->is_string() ? found->get<std::string>() : found->dump();
}

std::optional<unsigned> status_in(std::string_view text)
{
    unsigned status{};
    auto const end = std::from_chars(text.data(), text.data() + text.size(), status).ptr;
    bool const whole = end == text.data() + text.size();
    return whole && status >= 400 && status < 600 ? std::optional{status} : std::nullopt;
}

/// Matches the words that providers use for `type` and `code`.
unsigned status_for(std::string_view words)
{
    constexpr std::array<std::pair<std::string_view, unsigned>, 10> known{{{"rate_limit", 429},
                                                                           {"insufficient_quota", 429},
                                                                           {"invalid_request", 400},
                                                                           {"context_length", 400},
                                                                           {"authentication", 401},
                                                                           {"permission", 403},
                                                                           {"not_found", 404},
                                                                           {"overloaded", 503},
                                                                           {"server_error", 500},
                                                                           {"api_error", 500}}};
    for (auto const& [word, status] : known)
        if (words.find(word) != words.npos) return status;
    return unknown_status;
}

error_object error_in(json const& said)
{
    error_object error;
    error.message = text_of(said, "message");
    error.type = text_of(said, "type");
    error.code = text_of(said, "code");
    auto status = status_in(text_of(said, "status"));
    if (!status) status = status_in(error.code);
    error.status = status ? *status : status_for(error.type + ' ' + error.code);
    return error;
}

} // namespace

std::optional<error_object> read_error(std::string_view text)
{
    if (text.size() > most_error) return std::nullopt;
    auto document = json::parse(text, nullptr, false);
    if (document.is_array() && !document.empty()) document = json(std::move(document.front()));
    if (!document.is_object()) return std::nullopt;
    auto const error = document.find("error");
    if (error != document.end() && !error->is_null()) {
        if (error->is_object()) return error_in(*error);
        return error_object{unknown_status, text_of(document, "error"), {}, {}};
    }
    if (text_of(document, "object") == "error") return error_in(document);
    return std::nullopt;
}

} // namespace wayfinder::wire::openai
