// Logs and traces.
#include "loading.hpp"

namespace wayfinder::config::testing {
namespace {

TEST(logging, has_defaults_that_cost_nothing)
{
    auto const result = load("");
    ASSERT_TRUE(result.config);
    auto const& gateway = result.config->gateway;
    EXPECT_EQ(gateway.access_log.format, access_format::off);
    EXPECT_EQ(gateway.access_log.file, "stdout");
    EXPECT_FALSE(gateway.access_log.prompts);
    EXPECT_FALSE(gateway.access_log.probes);
    EXPECT_EQ(gateway.log.format, log_format::text);
    EXPECT_EQ(gateway.log.level, log_level::info);
    EXPECT_EQ(gateway.traces.endpoint, "");
}

TEST(logging, is_read)
{
    auto const result = load(R"(
[gateway.access_log]
format = "text"
file = "stderr"
log_prompts = true
probes = true
[gateway.log]
format = "json"
level = "error"
levels = { net = "debug", upstream = "off" }
[gateway.traces]
endpoint = "https://collector.example/v1/traces"
headers_env = "COLLECTOR"
ratio = 0.25
service_name = "front"
queue = 7
interval = 2.5
timeout = 3
)");
    ASSERT_TRUE(result.config);
    auto const& gateway = result.config->gateway;
    EXPECT_EQ(gateway.access_log.format, access_format::text);
    EXPECT_EQ(gateway.access_log.file, "stderr");
    EXPECT_TRUE(gateway.access_log.prompts);
    EXPECT_TRUE(gateway.access_log.probes);
    EXPECT_EQ(gateway.log.format, log_format::json);
    EXPECT_EQ(gateway.log.level, log_level::error);
    for (std::size_t i = 0; i < log_modules.size(); ++i) {
        auto const wanted = log_modules[i] == "net"        ? std::optional{log_level::debug}
                            : log_modules[i] == "upstream" ? std::optional{log_level::off}
                                                           : std::nullopt;
        EXPECT_EQ(gateway.log.levels[i], wanted) << log_modules[i];
    }
    EXPECT_EQ(gateway.traces.endpoint, "https://collector.example/v1/traces");
    EXPECT_EQ(gateway.traces.headers_env, "COLLECTOR");
    EXPECT_EQ(gateway.traces.ratio, 0.25);
    EXPECT_EQ(gateway.traces.service, "front");
    EXPECT_EQ(gateway.traces.queue, 7U);
    EXPECT_EQ(gateway.traces.interval, std::chrono::milliseconds{2'500});
    EXPECT_EQ(gateway.traces.timeout, std::chrono::seconds{3});
}

TEST(logging, refuses_what_it_does_not_know)
{
    for (auto const* text : {
             "[gateway.access_log]\nformat = \"xml\"",
             "[gateway.access_log]\nfile = \"\"",
             "[gateway.access_log]\nprompts = true",
             "[gateway.log]\nlevel = \"loud\"",
             "[gateway.log]\nlevels = { nobody = \"info\" }",
             "[gateway.log]\nlevels = { net = \"loud\" }",
             "[gateway.traces]\nendpoint = \"collector:4318\"",
             "[gateway.traces]\nendpoint = \"builtin:echo\"",
             "[gateway.traces]\nheaders_env = \"authorization=Bearer x\"",
             "[gateway.traces]\nratio = 1.5",
             "[gateway.traces]\nqueue = 0",
             "[gateway.traces]\ninterval = 0",
         })
        EXPECT_EQ(load(text).errors.size(), 1U) << text;
}

} // namespace
} // namespace wayfinder::config::testing
