#include "telemetry/reload_metrics.hpp"

namespace wayfinder::telemetry {
namespace {

std::string name(char const* rest)
{
    return std::string{metric_prefix} + rest;
}

prometheus::Gauge& gauge(metrics& all, char const* rest, char const* help)
{
    return prometheus::BuildGauge().Name(name(rest)).Help(help).Register(all.registry()).Add({});
}

} // namespace

reload_metrics::reload_metrics(metrics& all)
    : failures_{prometheus::BuildCounter()
                    .Name(name("config_reload_failures_total"))
                    .Help("Reloads rejected because the configuration could not be used.")
                    .Register(all.registry())
                    .Add({})},
      generation_{gauge(all, "config_generation",
                        "Generation of the active configuration: 1 at start, one more after each change.")},
      loaded_at_{gauge(all, "config_last_load_timestamp_seconds",
                       "When the active configuration was loaded, in seconds since 1970.")},
      successful_{
          gauge(all, "config_last_reload_successful",
                "1 if the configuration file is active, 0 if it cannot be used in its current state.")}
{}

void reload_metrics::adopted(std::uint64_t generation, std::chrono::system_clock::time_point when)
{
    generation_.Set(static_cast<double>(generation));
    loaded_at_.Set(std::chrono::duration<double>(when.time_since_epoch()).count());
}

void reload_metrics::failed()
{
    failures_.Increment();
    last_reload(false);
}

} // namespace wayfinder::telemetry
