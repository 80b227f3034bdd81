#include "gateway/http_api.hpp"

#include "gateway/admission/identity.hpp"
#include "gateway/cors.hpp"
#include "gateway/health_report.hpp"
#include "gateway/media_type.hpp"
#include "gateway/models.hpp"
#include "gateway/observability/access_note.hpp"
#include "gateway/observability/trace_note.hpp"
#include "gateway/operator/feedback.hpp"
#include "gateway/operator/fleet_report.hpp"
#include "gateway/operator/keys.hpp"
#include "gateway/operator/labels.hpp"
#include "gateway/operator/overview.hpp"
#include "gateway/operator/page.hpp"
#include "gateway/operator/profiles.hpp"
#include "gateway/operator/recent.hpp"
#include "gateway/operator/request_detail.hpp"
#include "gateway/operator/routing_export.hpp"
#include "gateway/operator/savings.hpp"
#include "gateway/operator/score.hpp"
#include "gateway/operator/targets.hpp"
#include "gateway/reply.hpp"
#include "gateway/unknown_path.hpp"
#include "wire/http1/grammar.hpp"

#include <array>
#include <charconv>
#include <limits>

namespace wayfinder::gateway {
namespace {

namespace asio = net::asio;

/// Absent, `application/json` or `application/*+json`: then the body is read as JSON.
bool is_json(std::string_view content_type)
{
    auto const type = content_type.substr(0, content_type.find(';'));
    auto const last = type.find_last_not_of(" \t");
    if (last == type.npos) return true;
    auto const bare = type.substr(0, last + 1);
    if (wire::http1::same_word(bare, "application/json")) return true;
    return bare.size() > 17 && wire::http1::same_word(bare.substr(0, 12), "application/") &&
           wire::http1::same_word(bare.substr(bare.size() - 5), "+json");
}

/// What a page could send without a preflight, or the preflight itself.
bool changes_or_spends(net::request const& incoming)
{
    return incoming.method() == "POST" || is_preflight(incoming);
}

bool allows(std::string_view methods, std::string_view method)
{
    bool allowed = false;
    wire::http1::each_element(methods, [&](std::string_view each) { allowed = allowed || each == method; });
    return allowed;
}

asio::awaitable<void> say_alive(request_context& context, services const& /*provided*/)
{
    co_await reply(context, 200, json_type, R"({"status":"ok"})");
}

asio::awaitable<void> show_metrics(request_context& context, services const& provided)
{
    auto page = provided.metrics.exposition();
    co_await reply(context, 200, telemetry::metrics::content_type, std::move(page));
}

} // namespace

std::span<http_api::entry const> http_api::table()
{
    constexpr std::string_view read = "GET, HEAD";
    static constexpr std::array<entry, 29> entries{{
        {"/v1/chat/completions", "POST", &http_api::chat_completions},
        {"/chat/completions", "POST", &http_api::chat_completions},
        {"/v1/models", read, &http_api::with_services<&list_models>},
        {"/models", read, &http_api::with_services<&list_models>},
        {"/v1/models/", read, &http_api::with_services<&show_model>},
        {"/models/", read, &http_api::with_services<&show_model>},
        {"/v1/feedback", "POST", &http_api::with_services<&take_feedback>},
        {"/feedback", "POST", &http_api::with_services<&take_feedback>},
        {"/healthz", read, &http_api::health, "", true},
        {"/livez", read, &http_api::with_services<&say_alive>, "", true},
        {"/readyz", read, &http_api::ready, "", true},
        {"/v1/savings", read, &http_api::with_services<&show_savings>, "savings"},
        {"/savings", read, &http_api::with_services<&show_savings>, "savings"},
        {"/router/recent", read, &http_api::with_services<&show_recent>, "router"},
        {"/router/recent/", read, &http_api::with_services<&show_request>, "router"},
        {"/router/models", read, &http_api::with_services<&show_targets>, "router"},
        {"/router/profiles", read, &http_api::with_services<&show_profiles>, "router"},
        {"/router/config", "POST", &http_api::with_services<&export_routing>, "router"},
        {"/router/overview", read, &http_api::with_services<&show_overview>, "router"},
        {"/router/keys", read, &http_api::with_services<&show_keys>, "router"},
        {"/router/fleet", read, &http_api::with_services<&show_fleet>, "router"},
        {"/router/labels", read, &http_api::with_services<&show_labels>, "router"},
        {"/router/score", "POST", &http_api::with_services<&show_score>, "router"},
        {"/ui", read, &http_api::with_services<&show_page>, "router", false, true},
        {"/ui/", read, &http_api::with_services<&show_page>, "router", false, true},
        {"/", read, &http_api::with_services<&lead_to_page>, "router", false, true},
        {"/router", read, &http_api::with_services<&lead_to_page>, "router", false, true},
        {"/demo", read, &http_api::with_services<&lead_to_page>, "router", false, true},
        {"/metrics", read, &http_api::with_services<&show_metrics>, "metrics"},
    }};
    return entries;
}

http_api::entry const* http_api::find(std::string_view path)
{
    for (auto const& each : table()) {
        bool const takes_id = each.path.size() > 1 && each.path.ends_with('/');
        bool const matches =
            takes_id ? path.starts_with(each.path) && (each.page || path.size() > each.path.size())
                     : path == each.path;
        if (matches) return &each;
    }
    return nullptr;
}

http_api::http_api(services provided, live_config now, std::atomic<bool> const& draining, net::load& work,
                   listener_role role)
    : services_{provided},
      now_{std::move(now)},
      draining_{draining},
      work_{work},
      role_{role},
      chain_{provided}
{}

/// Monitoring asks every few seconds.
bool http_api::is_probe(entry const& found)
{
    return found.for_anybody || found.group == "metrics";
}

/// Reasons to refuse that need no look at the body.
optional_rejection http_api::check(request_context const& context, entry const* found) const
{
    auto const& incoming = context.incoming;
    bool const elsewhere =
        found != nullptr && role_ == listener_role::admin && found->group.empty() && !found->for_anybody;
    if (elsewhere) return refuse_here(incoming.path());
    if (found == nullptr) return refuse_path(incoming.path());
    if (changes_or_spends(incoming) && !may_call(incoming, context.settings()))
        return rejection{403, forbidden,
                         "Origin " + std::string{incoming.header("origin")} +
                             " may not call this gateway; add it to gateway.cors_origins.",
                         "origin_not_allowed"};
    if (is_preflight(incoming)) return std::nullopt;
    if (!allows(found->methods, incoming.method())) {
        rejection wrong{405, invalid_request,
                        std::string{incoming.path()} + " accepts " + std::string{found->methods} + ", not " +
                            std::string{incoming.method()} + ".",
                        "method_not_allowed"};
        wrong.allow = found->methods;
        return wrong;
    }
    if (found->page) return may_open_page(context, role_);
    return found->group.empty() ? std::nullopt : may_operate(context, found->group, role_);
}

/// Operators, who can act on an overload, are the last to be refused.
std::optional<net::load::place> http_api::admit(entry const& found)
{
    constexpr std::size_t least_for_operators = 8;
    auto most = limits().max_requests;
    bool const operators = !found.group.empty();
    if (operators) most += std::max(most / 8, least_for_operators);
    if (found.for_anybody || limits().max_requests == 0) most = std::numeric_limits<std::size_t>::max();
    return work_.admit(most);
}

asio::awaitable<void> http_api::handle(net::request const& incoming, net::responder& out)
{
    request_context context{now_, incoming, out};
    access_note noted{context, services_.shared.access};
    if (incoming.path() == "*") {
        co_await server_options(context);
        co_return;
    }
    auto const* const found = find(incoming.path());
    if (found != nullptr && is_probe(*found) && !now_.runtime->config().gateway.access_log.probes)
        noted.leave_out();
    auto refused = check(context, found);
    auto const place = refused ? std::nullopt : admit(*found);
    if (!refused && !place)
        refused =
            refuse_overload("Too many requests in flight (gateway.limits.max_requests); retry shortly.");
    if (refused)
        co_await send(context, std::move(*refused));
    else if (is_preflight(incoming))
        co_await preflight(context, found->methods);
    else
        co_await (this->*found->respond)(context);
}

bool http_api::turns_away(net::request const& head, net::responder& out) const
{
    if (head.path() == "*") return false;
    request_context const context{now_, head, out};
    auto const* const found = find(head.path());
    if (check(context, found)) return true;
    bool const for_callers = found->group.empty() && !found->for_anybody && !is_preflight(head);
    return for_callers && !shows_key(context);
}

asio::awaitable<void> http_api::refuse(net::read_outcome why, std::string_view complaint,
                                       net::request const& incoming, net::responder& out)
{
    request_context context{now_, incoming, out};
    access_note const noted{context, services_.shared.access};
    auto refused = refuse_transport(why, complaint, limits());
    co_await send(context, std::move(refused));
}

asio::awaitable<void> http_api::respond_internal_error(net::request const& incoming, net::responder& out)
{
    request_context context{now_, incoming, out};
    access_note const noted{context, services_.shared.access};
    rejection sorry{500, "internal_error",
                    "Internal error while handling this request; see the gateway's log.", "internal_error"};
    co_await send(context, std::move(sorry));
}

void http_api::report(std::exception const& bug) noexcept
{
    try {
        services_.log.error(std::string{"internal error: "} + bug.what());
    } catch (...) { // out of memory, twice: no way to report it
    }
}

void http_api::log_connection(asio::ip::address const& client, std::string_view what) noexcept
{
    auto const log = services_.log.of(telemetry::log_module::net);
    if (!log.has(telemetry::severity::debug)) return;
    try {
        auto const whose = client.is_unspecified() ? std::string{"a Unix socket"} : client.to_string();
        log.debug("connection from " + whose + " " + std::string{what});
    } catch (...) { // out of memory: skip it
    }
}

asio::awaitable<void> http_api::chat_completions(request_context& context)
{
    trace_note const traced{context, services_.shared.traces};
    auto refused = refuse_at_the_door(context);
    if (refused)
        co_await send(context, std::move(*refused));
    else
        co_await chain_.chat_completion(context);
}

/// For chat completions.
optional_rejection http_api::refuse_at_the_door(request_context const& context) const
{
    if (draining_) {
        rejection refused{503, "wayfinder_router_draining",
                          "This gateway is shutting down; send the request again.", "draining"};
        refused.retry_after = 1;
        return refused;
    }
    auto const coding = context.incoming.header("content-encoding");
    if (!coding.empty() && !wire::http1::same_word(coding, "identity")) {
        rejection refused{415, invalid_request,
                          "Content-Encoding '" + std::string{coding} +
                              "' is not supported in requests; send the body without it.",
                          "unsupported_content_encoding"};
        refused.accept_encoding = "identity";
        return refused;
    }
    auto const type = context.incoming.header("content-type");
    if (is_json(type)) return std::nullopt;
    return rejection{415, invalid_request,
                     "Content-Type must be application/json, not '" + std::string{type} + "'.",
                     "unsupported_media_type"};
}

asio::awaitable<void> http_api::preflight(request_context& context, std::string_view methods)
{
    auto head = context.head(204);
    grant_sending(context.incoming, methods, head);
    co_await context.out.send(std::move(head), "");
}

/// OPTIONS of no path in particular (RFC 9110, 9.3.7).
asio::awaitable<void> http_api::server_options(request_context& context)
{
    auto head = context.head(204);
    head.add("Allow", "GET, HEAD, POST, OPTIONS");
    co_await context.out.send(std::move(head), "");
}

asio::awaitable<void> http_api::health(request_context& context)
{
    auto const& books = *services_.shared.ledger;
    auto const problem = books.healthy() ? std::string{} : books.problem();
    auto body = health_report(now_, problem, draining_);
    co_await reply(context, 200, json_type, std::move(body));
}

asio::awaitable<void> http_api::ready(request_context& context)
{
    unsigned const status = draining_ ? 503 : 200;
    std::string body = status == 200 ? R"({"status":"ok"})" : R"({"status":"draining"})";
    co_await reply(context, status, json_type, std::move(body));
}

} // namespace wayfinder::gateway
