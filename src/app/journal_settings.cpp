#include "app/journal_settings.hpp"

namespace wayfinder::app {
namespace {

std::optional<telemetry::severity> severity_of(config::log_level level)
{
    switch (level) {
    case config::log_level::debug:
        return telemetry::severity::debug;
    case config::log_level::info:
        return telemetry::severity::info;
    case config::log_level::warning:
        return telemetry::severity::warning;
    case config::log_level::error:
        return telemetry::severity::error;
    case config::log_level::off:
        break;
    }
    return std::nullopt;
}

} // namespace

telemetry::journal_settings journal_settings_of(config::log const& wanted)
{
    static_assert(config::log_modules.size() == telemetry::log_module_count); // and in the same order
    bool const json = wanted.format == config::log_format::json;
    telemetry::journal_settings made;
    made.format = json ? telemetry::line_format::json : telemetry::line_format::text;
    for (std::size_t i = 0; i < made.least.size(); ++i)
        made.least[i] = severity_of(wanted.levels[i].value_or(wanted.level));
    return made;
}

} // namespace wayfinder::app
