#include "gateway/operator/routing_export.hpp"

#include "config/routing_text.hpp"

#include <nlohmann/json.hpp>

namespace wayfinder::gateway {

std::optional<bad_wish> export_routing(std::string_view body, router const& configured, std::string& toml)
{
    auto tuned = configured;
    if (body.find_first_not_of(" \t\r\n") != body.npos) {
        auto const posted = nlohmann::json::parse(body, nullptr, false);
        if (posted.is_discarded()) return "The request body is not valid JSON.";
        bool const wrapped = posted.is_object() && posted.contains("wayfinder_tuning");
        auto read = read_tuning(wrapped ? posted["wayfinder_tuning"].dump() : std::string{body}, configured);
        if (auto* why = std::get_if<bad_wish>(&read)) return std::move(*why);
        auto& wanted = std::get<tuning>(read);
        tuned.weights = wanted.by;
        if (wanted.terms) tuned.lexicon = std::move(*wanted.terms);
    }
    toml = config::routing_toml(tuned);
    return std::nullopt;
}

} // namespace wayfinder::gateway
