#include "bench/http/report/goals.hpp"

#include "bench/http/report/grid.hpp"

#include <optional>

namespace wayfinder::bench {
namespace {

enum class measure { times_nginx, above_nginx, at_most, at_least };

struct goal {
    std::string title;
    std::string figure;
    std::string contestant;
    measure how;
    double limit;
    std::string unit{};
    int decimals{0};
};

std::vector<goal> goals()
{
    std::string const plain = "wayfinder plain";
    std::string const governed = "wayfinder governed";
    std::vector<goal> all;
    for (std::string const clients : {"1", "8", "32"}) {
        auto const suffix = ", c = " + clients;
        auto const figure = "cpu c=" + clients;
        all.push_back({"CPU per request, plain" + suffix, figure, plain, measure::times_nginx, 1.0});
        all.push_back({"CPU per request, governed" + suffix, figure, governed, measure::times_nginx, 1.2});
        all.push_back({"CPU per request, cache hit" + suffix, figure, "wayfinder cache hit",
                       measure::times_nginx, 0.5});
    }
    all.push_back({"latency added, p50", "added p50", plain, measure::times_nginx, 1.0});
    all.push_back({"latency added, p99", "added p99", plain, measure::times_nginx, 1.2});
    for (std::string const streams : {"50", "1000"}) {
        auto const suffix = " streams=" + streams;
        auto const words = ", " + streams + " streams";
        all.push_back(
            {"first piece, p50" + words, "first p50" + suffix, plain, measure::above_nginx, 20, "µs"});
        all.push_back({"gap, p99" + words, "gap p99" + suffix, plain, measure::above_nginx, 20, "µs"});
    }
    for (std::string const clients : {"1", "32"})
        all.push_back({"system calls per proxied request, c = " + clients, "calls c=" + clients, plain,
                       measure::at_most, 6, "", 1});
    for (std::string const state : {"idle", "asked"})
        all.push_back({state == "idle" ? "memory, idle" : "memory, after one request", state + " memory",
                       governed, measure::at_most, 10, "MB", 1});
    all.push_back({"memory, loaded", "loaded memory", governed, measure::at_most, 30, "MB", 1});
    all.push_back({"memory, 5,000 open streams", "memory streams", governed, measure::at_most, 120, "MB", 1});
    all.push_back({"of 16,384 connections, failed", "crowd failed", governed, measure::at_most, 0});
    all.push_back({"scorer, 1 KB", "scorer 1 KB", "scorer", measure::at_most, 1, "µs", 2});
    all.push_back({"scorer, 1 MB", "scorer 1 MB", "scorer", measure::at_least, 1, "GB/s", 2});
    all.push_back({"start to first answer, 1,000 keys", "start", governed, measure::at_most, 50, "ms", 1});
    return all;
}

std::optional<double> value_of(goal const& each, tally const& results)
{
    auto const median = results.median(each.figure, each.contestant);
    if (each.how == measure::times_nginx) return results.ratio(each.figure, each.contestant, reference);
    if (each.how != measure::above_nginx || !median) return median;
    auto const theirs = results.median(each.figure, reference);
    if (!theirs) return std::nullopt;
    return *median - *theirs;
}

std::string with_unit(goal const& each, double value)
{
    if (each.how == measure::times_nginx) return decimal(value, 2) + "× nginx";
    auto text = decimal(value, each.decimals);
    if (!each.unit.empty()) text += " " + each.unit;
    if (each.how == measure::above_nginx) text += " over nginx";
    return text;
}

} // namespace

std::vector<verdict> verdicts_on(tally const& results)
{
    std::vector<verdict> verdicts;
    for (auto const& each : goals()) {
        bool const floor = each.how == measure::at_least;
        verdict made{
            .title = each.title, .wanted = (floor ? "≥ " : "≤ ") + with_unit(each, each.limit), .found = {}};
        if (auto const value = value_of(each, results)) {
            made.found = with_unit(each, *value);
            made.met = floor ? *value >= each.limit : *value <= each.limit;
        }
        verdicts.push_back(made);
    }
    return verdicts;
}

} // namespace wayfinder::bench
