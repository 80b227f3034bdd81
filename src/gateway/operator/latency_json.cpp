#include "gateway/operator/latency_json.hpp"

#include "telemetry/quantile.hpp"

#include <nlohmann/json.hpp>

namespace wayfinder::gateway {

nlohmann::ordered_json latency_json(prometheus::Histogram const& seen)
{
    auto const all = seen.Collect().histogram;
    nlohmann::ordered_json json{{"count", all.sample_count}};
    for (auto const& [name, share] : {std::pair{"p50", 0.5}, {"p90", 0.9}, {"p99", 0.99}}) {
        auto const value = telemetry::quantile(all, share);
        json[name] = value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json();
    }
    return json;
}

} // namespace wayfinder::gateway
