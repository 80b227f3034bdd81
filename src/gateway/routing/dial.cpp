#include "gateway/routing/dial.hpp"

#include "wire/json/dump.hpp"
#include "wire/json/member.hpp"

namespace wayfinder::gateway {

std::string with_dial(std::string json, control::savings_report const& report, router const& routing)
{
    auto const* by_skill = std::get_if<skill::policy>(&routing.policy);
    if (by_skill == nullptr) return json;
    auto const requests = [&](std::string const& model) {
        auto const found = report.by_route.find(model);
        return found == report.by_route.end() ? 0.0 : static_cast<double>(found->second.requests);
    };
    double all = 0;
    for (auto const& model : by_skill->models) all += requests(model);
    auto dial = nlohmann::ordered_json::object();
    double from_here = 1.0; // the share for this model and all more expensive ones
    for (std::size_t i = 0; i < by_skill->models.size(); ++i) {
        double const beyond = i < by_skill->dear_shares.size() ? by_skill->dear_shares[i] : 0.0;
        auto const& model = by_skill->models[i];
        auto& line = dial[model];
        line["wanted"] = from_here - beyond;
        line["served"] = all > 0 ? nlohmann::ordered_json(requests(model) / all) : nlohmann::ordered_json();
        from_here = beyond;
    }
    return wire::json::with_member(json, "dial", wire::json::dump(dial)).value_or(json);
}

} // namespace wayfinder::gateway
