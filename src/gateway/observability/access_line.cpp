#include "gateway/observability/access_line.hpp"

#include "config/values/money.hpp"

namespace wayfinder::gateway {
namespace {

using telemetry::log_line;

/// A `refused` request never reached a model or a stored answer.
std::string_view outcome_of(access_record const& what)
{
    using control::outcome;
    bool const told_off = what.status >= 400;
    if (!what.stats.outcome) return what.status == 499 ? "abandoned" : told_off ? "refused" : "answered";
    auto const how = *what.stats.outcome;
    bool const withheld = told_off && (how == outcome::answered || how == outcome::cached);
    return name(withheld ? outcome::failed : how);
}

void add_text(log_line& line, std::string_view name, std::string_view value)
{
    if (!value.empty()) line.text(name, value);
}

void add_time(log_line& line, std::string_view name, std::chrono::microseconds value)
{
    if (value.count() > 0) line.milliseconds(name, value);
}

void add_decision(log_line& line, access_record const& what)
{
    add_text(line, "asked", what.asked);
    if (what.chosen.empty()) return;
    line.text("model", what.chosen);
    add_text(line, "served_by", what.served);
    line.decimal("score", what.score, 4);
    line.text("mode", what.mode);
    add_text(line, "cache", what.cache);
    line.flag("streamed", what.streamed);
}

void add_usage(log_line& line, access_record const& what)
{
    auto const& stats = what.stats;
    line.number("attempts", stats.attempts);
    line.number("prompt_tokens", stats.tokens.prompt);
    line.number("cached_prompt_tokens", stats.tokens.cached_prompt);
    line.number("completion_tokens", stats.tokens.completion);
    line.text("usage", name(stats.source));
    if (stats.unit != control::unit::unpriced) line.literal("cost", config::nano_text(stats.cost));
    line.text("unit", name(stats.unit));
}

} // namespace

void append_line(std::string& out, access_record const& what, telemetry::line_format format)
{
    log_line line{out, format};
    line.time("time", what.at);
    line.text("request_id", what.request_id);
    add_text(line, "key", what.key);
    if (!what.client.is_unspecified()) line.text("client", what.client.to_string());
    add_text(line, "method", what.method);
    add_text(line, "path", what.path);
    add_decision(line, what);
    line.number("status", what.status);
    line.text("outcome", outcome_of(what));
    add_text(line, "error", what.stats.error);
    line.milliseconds("total_ms", what.total);
    add_time(line, "first_byte_ms", what.first_byte);
    add_time(line, "upstream_ms", what.upstream);
    if (what.stats.outcome) add_usage(line, what);
    add_text(line, "prompt", what.prompt);
    line.finish();
}

} // namespace wayfinder::gateway
