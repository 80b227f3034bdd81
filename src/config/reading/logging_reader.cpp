#include "config/reading/logging_reader.hpp"

#include "config/reading/read_into.hpp"
#include "config/validation/gateway_rules.hpp"

namespace wayfinder::config {

access_log read_access_log(toml::table const& gateway, std::filesystem::path const& directory)
{
    access_log result;
    auto const* table = table_at(gateway, "access_log");
    if (table == nullptr) return result;
    read_into(result.format, all_access_formats, *table, "format");
    if (auto const file = text_at(*table, "file")) {
        bool const stream = *file == "stdout" || *file == "stderr";
        result.file = stream ? std::filesystem::path{*file} : resolved(directory, *file);
    }
    read_into(result.prompts, *table, "log_prompts");
    read_into(result.probes, *table, "probes");
    return result;
}

log read_log(toml::table const& gateway)
{
    log result;
    auto const* table = table_at(gateway, "log");
    if (table == nullptr) return result;
    read_into(result.format, all_log_formats, *table, "format");
    read_into(result.level, all_log_levels, *table, "level");
    auto const* levels = table_at(*table, "levels");
    for (std::size_t i = 0; levels != nullptr && i < log_modules.size(); ++i) {
        if (!levels->contains(log_modules[i])) continue;
        auto& level = result.levels[i].emplace();
        read_into(level, all_log_levels, *levels, log_modules[i]);
    }
    return result;
}

traces read_traces(toml::table const& gateway)
{
    traces result;
    auto const* table = table_at(gateway, "traces");
    if (table == nullptr) return result;
    read_into(result.endpoint, *table, "endpoint");
    read_into(result.headers_env, *table, "headers_env");
    read_into(result.ratio, *table, "ratio");
    read_into(result.service, *table, "service_name");
    read_into(result.queue, *table, "queue");
    read_into(result.interval, *table, "interval");
    read_into(result.timeout, *table, "timeout");
    return result;
}

} // namespace wayfinder::config
