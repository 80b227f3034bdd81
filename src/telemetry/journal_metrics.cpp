#include "telemetry/journal_metrics.hpp"

#include "telemetry/family.hpp"

namespace wayfinder::telemetry {

std::vector<prometheus::MetricFamily> journal_metrics::Collect() const
{
    return {single(counter("log_dropped_lines_total",
                           "Lines of the gateway's own log dropped because its reader was too slow."),
                   static_cast<double>(of_.dropped()))};
}

} // namespace wayfinder::telemetry
