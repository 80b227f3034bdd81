#include "gateway/operator/routing_export.hpp"

#include "config/routing_text.hpp"
#include "wire/json/problem.hpp"

#include <nlohmann/json.hpp>

namespace wayfinder::gateway {

namespace {

constexpr std::size_t largest_body = 2U << 20U;

} // namespace

std::optional<bad_wish> export_routing(std::string_view body, std::size_t max_depth, router const& configured,
                                       std::string& toml)
{
    auto tuned = configured;
    if (body.find_first_not_of(" \t\r\n") != body.npos) {
        if (body.size() > largest_body)
            return "The request body is larger than " + std::to_string(largest_body) + " bytes.";
        if (auto wrong = wire::json::problem_of(body, max_depth)) return "The request body " + *wrong;
        auto const posted = nlohmann::json::parse(body, nullptr, false);
        if (posted.is_discarded())
            return "The request body holds a number or an escape that is out of range.";
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
