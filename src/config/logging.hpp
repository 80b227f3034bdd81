// What the gateway logs about itself and about each request, and where.
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string_view>

namespace wayfinder::config {

/// The format of an access log line.
enum class access_format : unsigned char {
    off, ///< no lines
    json,
    text,
};

inline constexpr std::array all_access_formats{access_format::off, access_format::json, access_format::text};

/// As the file spells it.
constexpr std::string_view name(access_format format)
{
    constexpr std::array<std::string_view, 3> names{"off", "json", "text"};
    return names[static_cast<std::size_t>(format)];
}

/// `[gateway.access_log]`: a line for each request.
struct access_log {
    access_format format{access_format::off};
    std::filesystem::path file{"stdout"}; ///< or "stderr"
    bool prompts{};                       ///< include the text that was routed on; key `log_prompts`
    bool probes{};                        ///< include health checks and metrics scrapes
};

/// The lowest level that the gateway's own log writes.
enum class log_level : unsigned char { debug, info, warning, error, off };

inline constexpr std::array all_log_levels{log_level::debug, log_level::info, log_level::warning,
                                           log_level::error, log_level::off};

/// As the file spells it.
constexpr std::string_view name(log_level level)
{
    constexpr std::array<std::string_view, 5> names{"debug", "info", "warning", "error", "off"};
    return names[static_cast<std::size_t>(level)];
}

enum class log_format : unsigned char { text, json };

inline constexpr std::array all_log_formats{log_format::text, log_format::json};

/// As the file spells it.
constexpr std::string_view name(log_format format)
{
    return format == log_format::text ? "text" : "json";
}

/// The modules that write log lines.
inline constexpr std::array<std::string_view, 6> log_modules{"app",     "config", "control",
                                                             "gateway", "net",    "upstream"};

/// `[gateway.log]`
struct log {
    log_format format{log_format::text};
    log_level level{log_level::info};
    std::array<std::optional<log_level>, log_modules.size()> levels{}; ///< of individual modules
};

} // namespace wayfinder::config
