#include "telemetry/log.hpp"

#include "telemetry/log_line.hpp"

#include <spdlog/async.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace wayfinder::telemetry {
namespace {

constexpr std::size_t queue_lines = 8192;

spdlog::level::level_enum to_spdlog(severity level)
{
    switch (level) {
    case severity::debug:
        return spdlog::level::debug;
    case severity::info:
        return spdlog::level::info;
    case severity::warning:
        return spdlog::level::warn;
    case severity::error:
        return spdlog::level::err;
    }
    return spdlog::level::err;
}

} // namespace

struct log::sink {
    std::shared_ptr<spdlog::details::thread_pool> writer =
        std::make_shared<spdlog::details::thread_pool>(queue_lines, 1);
    std::shared_ptr<spdlog::async_logger> logger = std::make_shared<spdlog::async_logger>(
        "wayfinder-router", std::make_shared<spdlog::sinks::stderr_color_sink_mt>(), writer,
        spdlog::async_overflow_policy::overrun_oldest);
};

log::log() : sink_{std::make_unique<sink>()}
{
    sink_->logger->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %^%l%$ %v", spdlog::pattern_time_type::utc);
}

log::~log() = default;

void log::write(severity level, std::string_view line)
{
    auto const harmless = log_line(line);
    sink_->logger->log(to_spdlog(level), spdlog::string_view_t{harmless.data(), harmless.size()});
}

} // namespace wayfinder::telemetry
