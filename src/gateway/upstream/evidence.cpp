#include "gateway/upstream/evidence.hpp"

namespace wayfinder::gateway {
namespace {

/// Nothing that is still to come can improve or worsen it.
bool is_settled(opening const& found, attempt& by)
{
    if (!by.has_answer() || delivery::health_of(found.end) == delivery::health::bad) return true;
    return found.end.status >= 300 || (by.answer().over() && by.answer().whole());
}

} // namespace

void record_opening(control::endpoint_health::lease& of, opening const& found, attempt& by,
                    net::steady::duration took, config::breaker const& rules)
{
    auto const how = delivery::health_of(found.end);
    auto const now = net::steady::now();
    if (how == delivery::health::good) of.first_byte(took, rules);
    if (is_settled(found, by))
        of.record(how, rules, now);
    else
        of.begin(rules, now);
}

void note_failure(request_context const& context, telemetry::log const& log, attempt const& by,
                  std::size_t model, std::string const& what)
{
    context.callers->metrics()[model].upstream_errors->Increment();
    log.of(telemetry::log_module::upstream)
        .warning("request " + context.id + ": model " + context.settings().models[model].name + " at " +
                 by.at().where->peer.identity + ": " + what);
}

} // namespace wayfinder::gateway
