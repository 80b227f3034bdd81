#include "config/schema/sections.hpp"
#include "config/snapshot.hpp"
#include "config/validation/text_checks.hpp"
#include "config/values/time_zone.hpp"

namespace wayfinder::config {

namespace {

std::vector<key_spec> gateway_scalars()
{
    return {
        {.name = "gateway", .type = value_type::table, .meaning = "The gateway around the router."},
        {.section = "gateway",
         .name = "route_on",
         .rule = {.one_of = names_of(all_route_scopes)},
         .fallback = '"' + std::string{name(gateway{}.route_on)} + '"',
         .meaning = "which messages are scored: `turn` means all system messages and the last user message, "
                    "`user` all user messages"},
        {.section = "gateway",
         .name = "sticky",
         .type = value_type::boolean,
         .fallback = "false",
         .meaning = "keep a conversation on the highest tier that it has reached"},
        {.section = "gateway",
         .name = "sticky_cooldown",
         .type = value_type::integer,
         .rule = at_least(0),
         .fallback = "0",
         .meaning = "turns in a row that need only a lower tier, after which it moves down; 0 means never"},
        {.section = "gateway",
         .name = "cors_origins",
         .type = value_type::strings,
         .rule = {.check = check_origin,
                  .phrase = "a list of origins such as \"https://app.example\", or \"*\""},
         .fallback = "[]",
         .meaning = "origins of web pages that may call the gateway from a browser; `\"*\"` allows all"},
        {.section = "gateway",
         .name = "drain_timeout",
         .type = value_type::number,
         .rule = seconds_from(0),
         .fallback = seconds_text(gateway{}.drain_timeout),
         .meaning = "at shutdown: how long requests in flight may still take"},
        {.section = "gateway",
         .name = "time_zone",
         .rule = {.known = time_zone_names, .check = check_time_zone, .phrase = time_zone_phrase},
         .fallback = '"' + gateway{}.time_zone + '"',
         .meaning =
             "time zone for the days and months of budgets and reports, and for dates without an offset"},
        {.section = "gateway",
         .name = "on_ledger_failure",
         .rule = {.one_of = names_of(all_ledger_failures)},
         .fallback = '"' + std::string{name(gateway{}.on_ledger_failure)} + '"',
         .meaning = "while the ledger cannot be written: `refuse` requests, or `serve` them and record their "
                    "cost later"},
        {.section = "gateway",
         .name = "allow_metadata_hosts",
         .type = value_type::boolean,
         .fallback = "false",
         .meaning = "allow a `base_url` that leads to a link-local address or a cloud's metadata service"},
        {.section = "gateway",
         .name = "core_dumps",
         .type = value_type::boolean,
         .fallback = "false",
         .meaning = "allow core dumps if the gateway crashes; they contain keys"},
    };
}

std::vector<key_spec> gateway_tables()
{
    return {
        {.section = "gateway",
         .name = "timeouts",
         .type = value_type::table,
         .meaning = "Timeouts for upstreams. A model's own `timeouts` override these key by key."},
        {.section = "gateway",
         .name = "feedback",
         .type = value_type::table,
         .meaning = "Verdicts on answers, posted by apps to `/v1/feedback`."},
        {.section = "gateway",
         .name = "limits",
         .type = value_type::table,
         .meaning = "Limits on what the listener accepts from clients."},
    };
}

std::vector<key_spec> timeout_keys()
{
    timeouts const defaults{};
    auto const timeout = [](std::string_view name, std::chrono::milliseconds fallback,
                            std::string_view meaning) {
        return key_spec{.section = "gateway.timeouts",
                        .name = name,
                        .type = value_type::number,
                        .rule = positive_seconds(),
                        .fallback = seconds_text(fallback),
                        .meaning = meaning};
    };
    return {
        timeout("connect", defaults.connect, "name lookup and TCP"),
        timeout("tls", defaults.tls, "the TLS handshake"),
        timeout("first_byte", defaults.first_byte,
                "from sending the request to the first byte of the answer; `WAYFINDER_ROUTER_TIMEOUT` "
                "changes the default"),
        timeout("between_bytes", defaults.between_bytes,
                "silence within an answer; `WAYFINDER_ROUTER_TIMEOUT` changes the default"),
        timeout("total", defaults.total, "the whole call"),
    };
}

std::vector<key_spec> feedback_keys()
{
    feedback const defaults{};
    auto const whole = [](std::string_view name, rule allowed, std::size_t fallback,
                          std::string_view meaning) {
        return key_spec{.section = "gateway.feedback",
                        .name = name,
                        .type = value_type::integer,
                        .rule = std::move(allowed),
                        .fallback = std::to_string(fallback),
                        .meaning = meaning};
    };
    return {
        {.section = "gateway.feedback",
         .name = "file",
         .fallback = '"' + defaults.file.string() + "\" in the working directory",
         .meaning =
             "where verdicts are written, one JSON object per line; relative to the directory of this file"},
        whole("max_bytes", {.min = kib, .max = 1024 * gib, .unit = "bytes"}, defaults.max_bytes,
              "a larger file is renamed to `.1`, and a new one started"),
        whole("keep", {.min = 0, .max = 1000}, defaults.keep, "how many renamed files are kept"),
        whole("remember", {.min = 0, .max = 1'000'000}, defaults.remember,
              "how many of the last prompts are kept in memory, so that a verdict can refer to one by "
              "`request_id`"),
        {.section = "gateway.feedback",
         .name = "any_label",
         .type = value_type::boolean,
         .fallback = "false",
         .meaning = "accept labels that are not configured models"},
    };
}

std::vector<key_spec> limit_keys()
{
    limits const defaults{};
    auto const whole = [](std::string_view name, rule allowed, std::size_t fallback,
                          std::string_view meaning) {
        return key_spec{.section = "gateway.limits",
                        .name = name,
                        .type = value_type::integer,
                        .rule = std::move(allowed),
                        .fallback = std::to_string(fallback),
                        .meaning = meaning};
    };
    auto const wait = [](std::string_view name, std::chrono::milliseconds fallback,
                         std::string_view meaning) {
        return key_spec{.section = "gateway.limits",
                        .name = name,
                        .type = value_type::number,
                        .rule = positive_seconds(),
                        .fallback = seconds_text(fallback),
                        .meaning = meaning};
    };
    return {
        whole("max_body", {.min = kib, .max = 2 * gib, .unit = "bytes"}, defaults.max_body,
              "largest request body"),
        whole("max_header", {.min = kib, .max = mib, .unit = "bytes"}, defaults.max_header,
              "largest size of request line and header fields together"),
        whole("max_json_depth", {.min = 1, .max = 1000}, defaults.max_json_depth,
              "deepest nesting of a request's JSON"),
        whole("unauthorized_rpm", {.min = 1, .max = 1'000'000}, defaults.unauthorized_rpm,
              "requests without a valid key that one source address may send in any minute"),
        wait("handshake_timeout", defaults.handshake_timeout,
             "the TLS handshake of a new connection, and the PROXY header before it"),
        wait("header_timeout", defaults.header_timeout,
             "from the first byte of a request to the end of its header"),
        wait("body_timeout", defaults.body_timeout, "silence within a request body"),
        wait("idle_timeout", defaults.idle_timeout, "an open connection without a request"),
        wait("write_timeout", defaults.write_timeout, "how long a client may read nothing of its answer"),
        whole("min_rate", {.min = 0, .max = mib, .unit = "bytes a second"}, defaults.min_rate,
              "how fast a body must arrive and an answer be read, once `body_timeout` or `write_timeout` is "
              "used up by waiting; 0 means any rate"),
        whole("max_connections", {.min = 0, .max = 1'000'000}, defaults.max_connections,
              "most connections open at once; new ones beyond that are answered 503; 0 means half of the "
              "descriptors that the process may open"),
        whole("max_connections_per_address", {.min = 0, .max = 1'000'000},
              defaults.max_connections_per_address,
              "the same for one client address, or one IPv6 /64; 0 means no limit"),
        whole("max_requests", {.min = 0, .max = 1'000'000}, defaults.max_requests,
              "most requests being answered at once; those beyond are answered 503, operators' only from a "
              "higher number on, health probes never; 0 means no limit"),
        whole("max_buffered_bytes", {.min = mib, .max = 1024 * gib, .unit = "bytes"},
              defaults.max_buffered_bytes, "memory for all request bodies and outgoing answers"),
    };
}

} // namespace

std::vector<key_spec> gateway_keys()
{
    auto keys = gateway_scalars();
    for (auto const& part : {gateway_tables(), timeout_keys(), feedback_keys(), limit_keys()})
        keys.insert(keys.end(), part.begin(), part.end());
    return keys;
}

} // namespace wayfinder::config
