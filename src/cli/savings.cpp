#include "control/savings/savings.hpp"
#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "cli/operator_call.hpp"
#include "cli/style.hpp"
#include "cli/text_table.hpp"
#include "control/limits/calendar.hpp"
#include "control/savings/savings_json.hpp"
#include "gateway/accounting/price_list.hpp"
#include "gateway/routing/dial.hpp"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <iostream>
#include <variant>

namespace wayfinder::cli {
namespace {

using nlohmann::ordered_json;

/// The report as its endpoint returns it, or the exit code.
std::variant<std::string, int> read_report(savings_options const& options)
{
    auto const file = configuration_file(options.config);
    auto const loaded = load_configuration(file, environment_variable);
    if (print_errors(loaded)) return int{failed};
    auto const& settings = loaded.config->gateway;
    auto const ledger = options.ledger.empty() ? settings.ledger.file : std::filesystem::path{options.ledger};
    std::error_code ignored;
    if (!std::filesystem::exists(ledger, ignored))
        return refuse("there is no ledger " + ledger.string() + "; --ledger names the file, --url a gateway",
                      usage);
    auto const today = control::calendar{settings.time_zone}.day_of(std::chrono::system_clock::now()).number;
    auto const report = control::read_savings(ledger, *control::savings_period_of(options.period), today);
    if (auto const* why = std::get_if<std::string>(&report)) return refuse(*why, failed);
    auto const& found = std::get<control::savings_report>(report);
    return gateway::with_dial(control::savings_json(found, gateway::price_list{*loaded.config}.version()),
                              found, loaded.config->routing);
}

std::variant<std::string, int> fetch_report(savings_options const& options)
{
    auto got = ask_gateway(options.gateway, {"/v1/savings?period=" + options.period});
    if (auto const* why = std::get_if<std::string>(&got)) return refuse(*why, failed);
    return std::get<0>(std::move(got)).front();
}

std::string amount(ordered_json const& value)
{
    char text[64];
    auto const size = std::snprintf(text, sizeof text, "%.4f", value.get<double>());
    return {text, static_cast<std::size_t>(size)};
}

text_table::row cells(std::string const& name, ordered_json const& line)
{
    return {name,
            line.at("requests").dump(),
            line.at("tokens").dump(),
            line.at("cache_hits").dump(),
            amount(line.at("realized")),
            amount(line.at("baseline")),
            amount(line.at("saved"))};
}

std::string period_text(ordered_json const& report)
{
    auto const& days = report.at("period_days");
    if (days.is_null()) return "all time";
    return days == 1 ? "today" : "the last " + days.dump() + " days";
}

std::string per_cent(ordered_json const& share)
{
    if (share.is_null()) return "none";
    char text[64];
    auto const size = std::snprintf(text, sizeof text, "%.1f %%", 100 * share.get<double>());
    return {text, static_cast<std::size_t>(size)};
}

/// What the dial of a skill policy requested, and the actual result; empty for other policies.
std::string dial_text(ordered_json const& report)
{
    std::string text;
    auto const dial = report.find("dial");
    if (dial == report.end()) return text;
    for (auto const& [model, shares] : dial->items())
        text += (text.empty() ? "of the requests " : ", ") + model + " answered " +
                per_cent(shares.at("served")) + " (wanted " + per_cent(shares.at("wanted")) + ")";
    return text + '\n';
}

std::string table_of(ordered_json const& report, std::string const& by)
{
    bool const dollars = report.at("unit") == "usd";
    std::string text =
        "Savings, " + period_text(report) + (dollars ? ", in dollars" : ", in relative units") + "\n\n";
    text_table table{
        {by == "route" ? "model" : by, "requests", "tokens", "cached", "spent", "most expensive", "saved"},
        6};
    for (auto const& [name, line] : report.at("by_" + by).items()) table.add(cells(name, line));
    table.add(cells("total", report));
    text += table.text();
    text += "\nsaved " + report.at("saved_pct").dump() +
            " % of what the most expensive model would have cost: " + amount(report.at("saved_by_routing")) +
            " by routing, " + amount(report.at("saved_by_cache")) + " by the cache\n";
    auto const note = [&](char const* member, char const* one, char const* many) {
        auto const count = report.at(member).get<std::size_t>();
        if (count > 0) text += counted(count, "request") + (count == 1 ? one : many) + '\n';
    };
    note("unpriced_requests", " to a model without a price is not in any amount",
         " to models without a price are not in any amount");
    note("estimated_requests", " has estimated token counts", " have estimated token counts");
    note("failed_requests", " failed and is not counted", " failed and are not counted");
    return text + dial_text(report);
}

} // namespace

int savings(savings_options const& options)
{
    auto const got = options.gateway.url.empty() ? read_report(options) : fetch_report(options);
    if (auto const* code = std::get_if<int>(&got)) return *code;
    auto const& body = std::get<std::string>(got);
    if (options.json) {
        std::cout << body << '\n';
        return ok;
    }
    try {
        std::cout << table_of(ordered_json::parse(body), options.by);
    } catch (ordered_json::exception const&) {
        return refuse("the response is not a savings report; is that a wayfinder-router?", failed);
    }
    return ok;
}

} // namespace wayfinder::cli
