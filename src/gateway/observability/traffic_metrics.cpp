#include "gateway/observability/traffic_metrics.hpp"

#include "telemetry/family.hpp"

namespace wayfinder::gateway {

using net::connection_limiter;
using net::load;
using telemetry::counter;
using telemetry::gauge;

std::vector<prometheus::MetricFamily> traffic_metrics::Collect() const
{
    std::vector<prometheus::MetricFamily> all;
    all.push_back(
        single(gauge("connections", "Open client connections."), static_cast<double>(limiter_.inside())));
    all.push_back(single(gauge("request_body_bytes", "Memory held by request bodies and answers in flight."),
                         static_cast<double>(work_.bytes())));

    auto refused =
        counter("connections_refused_total", "Connections answered 503 because too many were open.");
    auto const refusals = [this](connection_limiter::refusal why) {
        return static_cast<double>(limiter_.refused(why));
    };
    refused.put(refusals(connection_limiter::refusal::total), {{"reason", "total"}});
    refused.put(refusals(connection_limiter::refusal::address), {{"reason", "address"}});
    all.push_back(std::move(refused).take());

    auto shed = counter("requests_shed_total", "Requests answered 503 because the gateway was overloaded.");
    auto const sheds = [this](load::shed_for why) { return static_cast<double>(work_.shed(why)); };
    shed.put(sheds(load::shed_for::requests), {{"reason", "requests"}});
    shed.put(sheds(load::shed_for::memory), {{"reason", "memory"}});
    all.push_back(std::move(shed).take());
    return all;
}

} // namespace wayfinder::gateway
