#include "gateway/unknown_path.hpp"

#include <array>
#include <string>

namespace wayfinder::gateway {
namespace {

struct foreign_api {
    std::string_view path; ///< behind /v1/, or alone
    std::string_view name;
};

/// What clients of other gateways, and SDKs by default, ask for.
constexpr std::array<foreign_api, 4> foreign{{
    {"messages", "The Anthropic Messages API"},
    {"responses", "The OpenAI Responses API"},
    {"embeddings", "The OpenAI embeddings API"},
    {"completions", "The legacy OpenAI completions API"},
}};

/// The API whose path this is, or begins.
foreign_api const* foreign_api_at(std::string_view path)
{
    constexpr std::string_view version = "/v1/";
    path.remove_prefix(path.starts_with(version) ? version.size() : path.starts_with('/') ? 1 : 0);
    for (auto const& each : foreign)
        if (path.substr(0, path.find('/')) == each.path) return &each;
    return nullptr;
}

} // namespace

rejection refuse_path(std::string_view path)
{
    auto const* const other = foreign_api_at(path);
    auto message = other == nullptr ? "There is no endpoint " + std::string{path} +
                                          "; chat completions are at /v1/chat/completions."
                                    : std::string{other->name} + ", " + std::string{path} +
                                          ", is not supported; this gateway serves OpenAI chat completions, "
                                          "POST /v1/chat/completions.";
    return {404, invalid_request, std::move(message), "unknown_endpoint"};
}

rejection refuse_here(std::string_view path)
{
    return {404, invalid_request,
            std::string{path} + " is not served on the listener of gateway.admin.listen; ask one of "
                                "gateway.listen.",
            "unknown_endpoint"};
}

} // namespace wayfinder::gateway
