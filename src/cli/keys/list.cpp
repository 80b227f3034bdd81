#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/text_table.hpp"
#include "config/values/money.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <ctime>
#include <iostream>

namespace wayfinder::cli {
namespace {

using nlohmann::ordered_json;
using clock = std::chrono::system_clock;

std::string joined(std::vector<std::string> const& texts)
{
    std::string all;
    for (auto const& each : texts) all += (all.empty() ? "" : ", ") + each;
    return all;
}

std::string date_text(clock::time_point when)
{
    auto const seconds = clock::to_time_t(when);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char text[sizeof "2027-01-01T12:00:00Z"]{};
    auto const size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return {text, size};
}

std::string state_of(config::virtual_key const& key, clock::time_point now)
{
    if (key.disabled) return "disabled";
    if (key.expires && *key.expires <= now) return "expired";
    return key.hashes.size() > 1 ? "rotating" : "active";
}

std::string budget_of(config::virtual_key const& key)
{
    if (!key.budget) return "";
    return config::nano_text(key.budget->limit) + " $ / " + std::string{name(key.budget->window)};
}

std::string rates_of(config::virtual_key const& key)
{
    if (!key.rate_limit) return "";
    std::string text;
    auto const add = [&](auto const& value, char const* unit) {
        if (value) text += (text.empty() ? "" : ", ") + std::to_string(*value) + unit;
    };
    add(key.rate_limit->rpm, " rpm");
    add(key.rate_limit->tpm, " tpm");
    add(key.rate_limit->max_in_flight, " at once");
    return text;
}

ordered_json shown(config::virtual_key const& key, clock::time_point now)
{
    ordered_json json{
        {"id", key.id}, {"state", state_of(key, now)}, {"tags", key.tags}, {"models", key.models}};
    if (key.expires) json["expires"] = date_text(*key.expires);
    if (key.budget) {
        json["budget_dollars"] = static_cast<double>(key.budget->limit) / static_cast<double>(config::dollar);
        json["budget_window"] = name(key.budget->window);
    }
    if (key.rate_limit && key.rate_limit->rpm) json["rpm"] = *key.rate_limit->rpm;
    if (key.rate_limit && key.rate_limit->tpm) json["tpm"] = *key.rate_limit->tpm;
    if (key.rate_limit && key.rate_limit->max_in_flight)
        json["max_in_flight"] = *key.rate_limit->max_in_flight;
    return json;
}

} // namespace

int list_keys(list_keys_options const& options)
{
    auto const file = configuration_file(options.config);
    if (!file) {
        std::cerr << program << ": no wayfinder-router.toml here or above\n";
        return usage;
    }
    auto const loaded = load_configuration(file, environment_variable);
    if (print_errors(loaded)) return failed;
    auto const& keys = loaded.config->gateway.keys;
    auto const now = clock::now();
    if (options.json) {
        auto all = ordered_json::array();
        for (auto const& each : keys) all.push_back(shown(each, now));
        std::cout << all.dump(2, ' ', false, ordered_json::error_handler_t::replace) << '\n';
        return ok;
    }
    if (keys.empty()) {
        std::cerr << file->string() << " has no keys: anyone who can reach the gateway may use it\n";
        return ok;
    }
    text_table table{{"id", "state", "tags", "models", "budget", "limits", "expires"}};
    for (auto const& each : keys)
        table.add({each.id, state_of(each, now), joined(each.tags),
                   each.models.empty() ? "all" : joined(each.models), budget_of(each), rates_of(each),
                   each.expires ? date_text(*each.expires) : ""});
    std::cout << table.text();
    return ok;
}

} // namespace wayfinder::cli
