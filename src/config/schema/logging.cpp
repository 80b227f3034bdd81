#include "config/logging.hpp"
#include "config/schema/sections.hpp"

namespace wayfinder::config {

namespace {

std::string_view lines_of(std::string_view whose)
{
    if (whose == "app") return "start, listening, upgrades, shutdown";
    if (whose == "config") return "reloads and keys from commands";
    if (whose == "control") return "the ledger";
    if (whose == "gateway") return "faults; with `debug`, each decision and refusal";
    if (whose == "net") return "with `debug`, each client connection";
    return "failed calls to models; with `debug`, each call";
}

std::vector<key_spec> access_log_keys()
{
    static constexpr std::string_view section{"gateway.access_log"};
    access_log const defaults{};
    auto const flag = [](std::string_view name, std::string_view meaning) {
        return key_spec{.section = section,
                        .name = name,
                        .type = value_type::boolean,
                        .fallback = "false",
                        .meaning = meaning};
    };
    return {
        {.section = "gateway",
         .name = "access_log",
         .type = value_type::table,
         .meaning =
             "One line per request: who sent it, what answered it, how long it took and what it cost."},
        {.section = section,
         .name = "format",
         .rule = {.one_of = names_of(all_access_formats)},
         .fallback = '"' + std::string{name(defaults.format)} + '"',
         .meaning =
             "`json` writes one object per line, `text` writes `name=value`; `--access-log` overrides it"},
        {.section = section,
         .name = "file",
         .fallback = '"' + defaults.file.string() + '"',
         .meaning = "`stdout`, `stderr`, or a file to append to, relative to the directory of this file"},
        flag("log_prompts", "lines include the text that was routed on; otherwise never a word of it"),
        flag("probes", "also log requests for `/healthz`, `/livez`, `/readyz` and `/metrics`"),
    };
}

std::vector<key_spec> log_keys()
{
    static constexpr std::string_view section{"gateway.log"};
    log const defaults{};
    std::vector<key_spec> keys{
        {.section = "gateway",
         .name = "log",
         .type = value_type::table,
         .meaning = "The gateway's own log, on standard error."},
        {.section = section,
         .name = "format",
         .rule = {.one_of = names_of(all_log_formats)},
         .fallback = '"' + std::string{name(defaults.format)} + '"',
         .meaning = "`json` writes one object per line"},
        {.section = section,
         .name = "level",
         .rule = {.one_of = names_of(all_log_levels)},
         .fallback = '"' + std::string{name(defaults.level)} + '"',
         .meaning = "the lowest level that is written"},
        {.section = section,
         .name = "levels",
         .type = value_type::table,
         .meaning = "The level for individual modules."},
    };
    for (auto const whose : log_modules)
        keys.push_back({.section = "gateway.log.levels",
                        .name = whose,
                        .rule = {.one_of = names_of(all_log_levels)},
                        .fallback = "gateway.log.level",
                        .meaning = lines_of(whose)});
    return keys;
}

} // namespace

std::vector<key_spec> logging_keys()
{
    auto keys = access_log_keys();
    auto const own = log_keys();
    keys.insert(keys.end(), own.begin(), own.end());
    return keys;
}

} // namespace wayfinder::config
