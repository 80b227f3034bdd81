// A counter without labels.
#pragma once

#include "telemetry/metrics.hpp"

#include <prometheus/counter.h>

#include <string>

namespace wayfinder::telemetry {

/// Adds it to the registry; the handle stays valid as long as `all` exists.
inline prometheus::Counter& single_counter(metrics& all, char const* name, char const* help)
{
    return prometheus::BuildCounter()
        .Name(std::string{metric_prefix} + name)
        .Help(help)
        .Register(all.registry())
        .Add({});
}

} // namespace wayfinder::telemetry
