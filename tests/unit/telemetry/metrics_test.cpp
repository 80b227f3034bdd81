#include "telemetry/reload_metrics.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace wayfinder::telemetry {
namespace {

/// Whether the exposition has this line.
bool has_line(metrics const& all, std::string const& line)
{
    return ('\n' + all.exposition()).find('\n' + line + '\n') != std::string::npos;
}

TEST(metrics, say_which_version_runs)
{
    metrics const all;
    EXPECT_TRUE(has_line(all, "# TYPE wayfinder_router_build_info gauge"));
    EXPECT_TRUE(has_line(all, "wayfinder_router_build_info{version=\"" WAYFINDER_VERSION "\"} 1"));
}

TEST(metrics, describe_the_process_as_prometheus_does)
{
    auto const text = metrics{}.exposition();
    for (std::string const name :
         {"process_cpu_seconds_total", "process_resident_memory_bytes", "process_virtual_memory_bytes",
          "process_start_time_seconds", "process_open_fds", "process_max_fds"}) {
        auto const at = text.find('\n' + name + ' ');
        ASSERT_NE(at, text.npos) << name;
        EXPECT_GE(std::stod(text.substr(at + name.size() + 2)), name == "process_cpu_seconds_total" ? 0 : 1)
            << name;
    }
}

TEST(metrics, know_when_the_process_started)
{
    auto const text = metrics{}.exposition();
    std::string const name{"\nprocess_start_time_seconds "};
    auto const started = std::stod(text.substr(text.find(name) + name.size()));
    auto const now =
        std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    EXPECT_LE(started, now + 5);
    EXPECT_GT(started, now - 3600);
}

TEST(metrics, of_collectors_are_computed_when_asked_for)
{
    struct counting final : prometheus::Collectable {
        std::vector<prometheus::MetricFamily> Collect() const override
        {
            prometheus::ClientMetric metric;
            metric.counter.value = ++*asked;
            return {{"asked_total", "help", prometheus::MetricType::Counter, {metric}}};
        }
        std::unique_ptr<double> asked{std::make_unique<double>(0)};
    };
    metrics all;
    all.add(std::make_unique<counting const>());
    EXPECT_TRUE(has_line(all, "asked_total 1"));
    EXPECT_TRUE(has_line(all, "asked_total 2"));
}

TEST(metrics, are_exact_beyond_six_digits)
{
    metrics all;
    prometheus::BuildCounter()
        .Name("cost_total")
        .Help("")
        .Register(all.registry())
        .Add({})
        .Increment(1234641.874);
    EXPECT_TRUE(has_line(all, "cost_total 1234641.874"));
}

TEST(reload_metrics, follow_what_happens)
{
    metrics all;
    reload_metrics reloads{all};
    EXPECT_TRUE(has_line(all, "wayfinder_router_config_reload_failures_total 0"));

    reloads.adopted(3, std::chrono::system_clock::time_point{std::chrono::milliseconds{1'700'000'000'250}});
    reloads.last_reload(true);
    EXPECT_TRUE(has_line(all, "wayfinder_router_config_generation 3"));
    EXPECT_TRUE(has_line(all, "wayfinder_router_config_last_load_timestamp_seconds 1700000000.25"));
    EXPECT_TRUE(has_line(all, "wayfinder_router_config_last_reload_successful 1"));

    reloads.failed();
    EXPECT_TRUE(has_line(all, "wayfinder_router_config_reload_failures_total 1"));
    EXPECT_TRUE(has_line(all, "wayfinder_router_config_last_reload_successful 0"));
    EXPECT_TRUE(has_line(all, "wayfinder_router_config_generation 3"));
}

} // namespace
} // namespace wayfinder::telemetry
