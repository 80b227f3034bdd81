#include "telemetry/metrics.hpp"

#include "telemetry/process_metrics.hpp"

#include <prometheus/gauge.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <iterator>

namespace wayfinder::telemetry {

metrics::metrics()
{
    prometheus::BuildGauge()
        .Name(std::string{metric_prefix} + "build_info")
        .Help("Always 1; the label is the version.")
        .Register(registry_)
        .Add({{"version", WAYFINDER_VERSION}}, 1.0);
    add(std::make_unique<process_metrics const>());
}

void metrics::add(std::unique_ptr<prometheus::Collectable const> collector)
{
    collectors_.push_back(std::move(collector));
}

namespace {

/// The registry sorts labels by name; the reference puts the model first, and existing scrapers match that.
void put_model_first(std::vector<prometheus::MetricFamily>& families)
{
    auto const is_model = [](prometheus::ClientMetric::Label const& each) { return each.name == "model"; };
    for (auto& family : families)
        for (auto& metric : family.metric)
            std::stable_partition(metric.label.begin(), metric.label.end(), is_model);
}

} // namespace

std::string metrics::exposition() const
{
    auto families = registry_.Collect();
    for (auto const& each : collectors_) {
        auto more = each->Collect();
        std::move(more.begin(), more.end(), std::back_inserter(families));
    }
    put_model_first(families);
    return prometheus::TextSerializer{}.Serialize(families);
}

} // namespace wayfinder::telemetry
