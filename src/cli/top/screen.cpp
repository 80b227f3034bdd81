#include "cli/top/screen.hpp"

#include "cli/onboard/layout.hpp"
#include "cli/text_table.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <set>

namespace wayfinder::cli {
namespace {

using nlohmann::ordered_json;

template <class... Values>
std::string formatted(char const* pattern, Values... values)
{
    char text[160];
    auto const size = std::snprintf(text, sizeof text, pattern, values...);
    return {text, std::min(sizeof text - 1, static_cast<std::size_t>(size))};
}

/// How much a counter has grown: counted from 0 if the gateway was restarted.
double growth(gateway_sample const& before, gateway_sample const& now, std::string const& name,
              std::string const& label = {}, std::string const& value = {})
{
    auto const former = before.numbers.sum(name, label, value);
    auto const present = now.numbers.sum(name, label, value);
    return present < former ? present : present - former;
}

double errors_between(gateway_sample const& before, gateway_sample const& now)
{
    double total = 0;
    std::set<std::string> seen;
    for (auto const& each : now.numbers.of("responses_total")) {
        auto const status = each.labels.find("code");
        if (status == each.labels.end() || status->second < "400" || !seen.insert(status->second).second)
            continue;
        total += growth(before, now, "responses_total", "code", status->second);
    }
    return total;
}

double tokens_of(exposition const& numbers, std::string const& model)
{
    double total = 0;
    for (auto const& each : numbers.of("tokens_total")) {
        auto const label = [&](char const* name) {
            auto const found = each.labels.find(name);
            return found == each.labels.end() ? std::string{} : found->second;
        };
        if (label("model") == model && label("kind") != "cached_prompt")
            total += each.value; // those are prompts too
    }
    return total;
}

/// "closed", or how many of the model's endpoints are not: "open", "1 of 3 open".
std::string breaker_of(gateway_sample const& now, std::string const& name)
{
    std::size_t endpoints = 0;
    std::size_t open = 0;
    std::size_t half_open = 0;
    for (auto const& each : now.numbers.of("breaker_state")) {
        auto const model = each.labels.find("model");
        if (model == each.labels.end() || model->second != name) continue;
        ++endpoints;
        if (each.value >= 2)
            ++open;
        else if (each.value >= 1)
            ++half_open;
    }
    if (open + half_open == 0) return "closed";
    auto const state = std::string{open > 0 ? "open" : "half open"};
    if (endpoints == 1) return state;
    return std::to_string(open > 0 ? open : half_open) + " of " + std::to_string(endpoints) + ' ' + state;
}

ordered_json models_between(gateway_sample const& before, gateway_sample const& now, double seconds)
{
    std::set<std::string> names;
    for (auto const& each : now.numbers.of("requests_total"))
        if (auto const name = each.labels.find("model"); name != each.labels.end())
            names.insert(name->second);
    auto models = ordered_json::array();
    for (auto const& name : names) {
        auto const of = [&](char const* counter) { return growth(before, now, counter, "model", name); };
        auto const calls = of("upstream_latency_seconds_count");
        models.push_back(
            {{"model", name},
             {"requests_per_second", of("requests_total") / seconds},
             {"requests", now.numbers.sum("requests_total", "model", name)},
             {"tokens", tokens_of(now.numbers, name)},
             {"errors", of("upstream_errors_total")},
             {"mean_latency_seconds", calls > 0 ? of("upstream_latency_seconds_sum") / calls : 0},
             {"breaker", breaker_of(now, name)}});
    }
    return models;
}

std::string time_of(double seconds)
{
    auto const when = static_cast<std::time_t>(seconds);
    std::tm parts{};
    ::localtime_r(&when, &parts);
    return formatted("%02d:%02d:%02d", parts.tm_hour, parts.tm_min, parts.tm_sec);
}

std::string milliseconds(ordered_json const& seconds)
{
    return formatted("%.0f ms", seconds.get<double>() * 1000);
}

std::string models_table(ordered_json const& models)
{
    text_table table{{"model", "req/s", "requests", "tokens", "errors", "latency", "breaker"}, 6};
    for (auto const& each : models)
        table.add({each.at("model").get<std::string>(),
                   formatted("%.1f", each.at("requests_per_second").get<double>()),
                   formatted("%.0f", each.at("requests").get<double>()),
                   formatted("%.0f", each.at("tokens").get<double>()),
                   formatted("%.0f", each.at("errors").get<double>()),
                   milliseconds(each.at("mean_latency_seconds")), each.at("breaker").get<std::string>()});
    return table.text();
}

/// What amounts are in: "usd", or "relative" where no model has a price.
std::string unit_of(ordered_json const& recent)
{
    for (auto const& each : recent)
        if (auto const cost = each.find("cost"); cost != each.end() && cost->value("unit", "") == "relative")
            return "relative";
    return "usd";
}

std::string recent_table(ordered_json const& recent)
{
    text_table table{{"time", "model", "served by", "score", "status", "outcome", "cost"}, 1};
    for (auto const& each : recent) {
        auto const cost = each.find("cost");
        bool const known = cost != each.end() && cost->at("realized").is_number();
        table.add({time_of(each.at("ts").get<double>()), each.at("model").get<std::string>(),
                   each.at("served_by").get<std::string>(), each.at("score").dump(), each.at("status").dump(),
                   each.at("outcome").get<std::string>(),
                   known ? formatted("%.6f", cost->at("realized").get<double>()) : ""});
    }
    return table.text();
}

std::string spending(ordered_json const& activity)
{
    bool const relative = activity.at("unit") == "relative";
    auto const amount = [&](char const* name) {
        return formatted(relative ? "%.4f" : "$%.4f", activity.at(name).get<double>());
    };
    return "spent " + amount("spent") + " (" + amount("spent_per_hour") + " an hour now), saved " +
           amount("saved") + (relative ? ", in relative units" : "");
}

} // namespace

ordered_json activity_between(gateway_sample const& before, gateway_sample const& now)
{
    auto const seconds = std::max(1e-3, std::chrono::duration<double>(now.at - before.at).count());
    auto const quantile = [&](std::string const& name, double part) {
        return quantile_between(before.numbers.buckets(name), now.numbers.buckets(name), part);
    };
    auto const answers = growth(before, now, "responses_total");
    auto const recent = now.recent.value("recent", ordered_json::array());
    return {{"seconds", seconds},
            {"requests_per_second", answers / seconds},
            {"in_flight", now.numbers.sum("in_flight_requests")},
            {"connections", now.numbers.sum("connections")},
            {"error_share", answers > 0 ? errors_between(before, now) / answers : 0},
            {"p50_seconds", quantile("request_duration_seconds", 0.5)},
            {"p99_seconds", quantile("request_duration_seconds", 0.99)},
            {"first_byte_p50_seconds", quantile("time_to_first_byte_seconds", 0.5)},
            {"spent_per_hour", growth(before, now, "realized_cost_total") / seconds * 3600},
            {"spent", now.numbers.sum("realized_cost_total")},
            {"saved", now.numbers.sum("savings_cost_total")},
            {"unit", unit_of(recent)},
            {"cache_hits", now.numbers.sum("cache_hits_total")},
            {"models", models_between(before, now, seconds)},
            {"recent", recent}};
}

std::string screen_of(ordered_json const& activity, std::string const& url, std::size_t columns,
                      std::size_t rows)
{
    auto const number = [&](char const* name) { return activity.at(name).get<double>(); };
    auto text = "wayfinder-router at " + url + "\n" +
                formatted("%.1f requests/s, %.0f in flight, %.0f connections, %.1f %% errors\n",
                          number("requests_per_second"), number("in_flight"), number("connections"),
                          number("error_share") * 100) +
                "latency p50 " + milliseconds(activity.at("p50_seconds")) + ", p99 " +
                milliseconds(activity.at("p99_seconds")) + ", first byte p50 " +
                milliseconds(activity.at("first_byte_p50_seconds")) + "\n" + spending(activity) +
                formatted(", %.0f answers from the cache\n\n", number("cache_hits")) +
                models_table(activity.at("models")) + "\n" + recent_table(activity.at("recent"));
    std::string shown;
    std::size_t row = 0;
    for (std::size_t at = 0; at < text.size() && row < rows; ++row) {
        auto const end = text.find('\n', at);
        auto const line = text.substr(at, end - at);
        at = end + 1;
        // Names come from files and clients: anything that could control the terminal is neutralised.
        auto const fit = wrap(line, columns);
        shown += (fit.empty() ? std::string{} : fit.front()) + '\n';
    }
    return shown;
}

} // namespace wayfinder::cli
