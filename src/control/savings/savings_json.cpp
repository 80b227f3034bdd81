#include "control/savings/savings_json.hpp"

#include "config/values/money.hpp"
#include "wire/json/text.hpp"

namespace wayfinder::control {
namespace {

using config::nano_text;

/// Writes `"name":value` pairs, separated by commas.
class object {
public:
    object& member(std::string_view name, std::string_view json)
    {
        text_ += text_.empty() ? '{' : ',';
        wire::json::append_quoted(text_, name);
        text_ += ':';
        text_ += json;
        return *this;
    }
    object& member(std::string_view name, std::int64_t count) { return member(name, std::to_string(count)); }

    [[nodiscard]] std::string text() && { return text_.empty() ? "{}" : std::move(text_) + "}"; }

private:
    std::string text_;
};

std::string per_cent(std::int64_t per_mille)
{
    constexpr std::int64_t nanos_of_a_tenth = 100'000'000;
    return nano_text(per_mille * nanos_of_a_tenth);
}

void add_amounts(object& json, savings_line const& line)
{
    json.member("realized", nano_text(line.realized))
        .member("baseline", nano_text(line.baseline))
        .member("saved", nano_text(line.saved()));
}

void add_origins(object& json, savings_line const& line)
{
    json.member("saved_by_routing", nano_text(line.saved_by_routing()))
        .member("saved_by_cache", nano_text(line.saved_by_cache))
        .member("cache_hits", line.cache_hits);
}

std::string lines_json(savings_report::lines const& lines)
{
    object all;
    for (auto const& [name, line] : lines) {
        object json;
        json.member("requests", line.requests);
        add_amounts(json, line);
        json.member("tokens", line.tokens);
        add_origins(json, line);
        all.member(name, std::move(json).text());
    }
    return std::move(all).text();
}

} // namespace

std::string savings_json(savings_report const& report, std::string_view price_table_version)
{
    auto const days = days_of(report.period);
    object json;
    json.member("period_days", days ? std::to_string(*days) : "null")
        .member("unit", wire::json::quoted(name(report.unit)))
        .member("priced", report.unit == unit::usd ? "true" : "false")
        .member("requests", report.all.requests)
        .member("estimated_requests", report.estimated_requests)
        .member("tokens", report.all.tokens);
    add_amounts(json, report.all);
    json.member("saved_pct", per_cent(report.saved_per_mille()));
    add_origins(json, report.all);
    return std::move(json.member("unpriced_requests", report.unpriced_requests)
                         .member("failed_requests", report.failed_requests)
                         .member("by_route", lines_json(report.by_route))
                         .member("by_key", lines_json(report.by_key))
                         .member("by_tag", lines_json(report.by_tag))
                         .member("by_day", lines_json(report.by_day))
                         .member("price_table_version", wire::json::quoted(price_table_version)))
        .text();
}

} // namespace wayfinder::control
