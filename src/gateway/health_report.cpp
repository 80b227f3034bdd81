#include "gateway/health_report.hpp"

#include "gateway/upstream/retry_after.hpp"
#include "wire/json/dump.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <vector>

namespace wayfinder::gateway {
namespace {

using nlohmann::ordered_json;

/// ISO 8601, UTC, to the second.
std::string timestamp(std::chrono::system_clock::time_point when)
{
    auto const seconds = std::chrono::system_clock::to_time_t(when);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    std::array<char, 32> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

/// The endpoints whose breaker is not closed.
ordered_json troubled_endpoints(live_config const& now)
{
    auto troubled = ordered_json::array();
    auto const& rules = now.runtime->config().gateway.breaker;
    auto const instant = std::chrono::steady_clock::now();
    for (std::size_t model = 0; model < now.runtime->targets().size(); ++model) {
        auto const endpoints = now.fleet->of(model);
        for (std::size_t i = 0; i < endpoints.size(); ++i) {
            auto const seen = endpoints[i].health->peek(rules, instant);
            if (seen.breaker == delivery::breaker::state::closed) continue;
            ordered_json entry{{"model", now.runtime->targets()[model].settings->name},
                               {"endpoint", i},
                               {"state", name(seen.breaker)}};
            if (seen.wait.count() > 0) entry["retry_in_seconds"] = whole_seconds(seen.wait);
            troubled.push_back(std::move(entry));
        }
    }
    return troubled;
}

ordered_json config_report(live_config const& now)
{
    auto const& file = now.runtime->config().file;
    ordered_json report{
        {"file", nullptr}, {"loaded_at", timestamp(now.loaded_at)}, {"generation", now.generation}};
    if (!file.empty()) report["file"] = std::filesystem::absolute(file).string();
    if (!now.error.empty()) report["error"] = now.error;
    return report;
}

} // namespace

std::string health_report(live_config const& now, std::string const& ledger_problem, bool draining)
{
    std::vector<std::string> models;
    std::vector<std::string> without_key;
    for (auto const& each : now.runtime->targets()) {
        models.push_back(each.settings->name);
        if (each.key_missing()) without_key.push_back(each.settings->name);
    }
    std::sort(models.begin(), models.end());
    std::sort(without_key.begin(), without_key.end());

    auto const breakers = troubled_endpoints(now);
    bool const well = without_key.empty() && now.error.empty() && ledger_problem.empty() && breakers.empty();
    std::string_view const status = draining ? "draining" : well ? "ok" : "degraded";
    ordered_json report{{"status", status}, {"models", models}};
    if (!without_key.empty()) report["missing_keys"] = without_key;
    report["config"] = config_report(now);
    if (!breakers.empty()) report["breakers"] = breakers;
    if (!ledger_problem.empty()) report["ledger"] = {{"error", ledger_problem}};
    return wire::json::dump(report);
}

} // namespace wayfinder::gateway
