#include "gateway/chain.hpp"

#include "gateway/decision_report.hpp"
#include "gateway/echo_model.hpp"
#include "gateway/relay.hpp"
#include "net/exchange.hpp"

namespace wayfinder::gateway {
namespace {

namespace asio = net::asio;

// What a worker keeps of the memory that a large prompt took.
constexpr std::size_t most_scratch = 1U << 20U;

std::vector<std::string_view> upstream_request(request_context const& context, target const& to,
                                               std::string& length)
{
    auto pieces = wire::openai::splice(context.incoming.body, context.chat.edits, to.upstream_model,
                                       wire::openai::usage_wish::as_sent);
    std::size_t size = 0;
    for (auto const piece : pieces) size += piece.size();
    length = std::to_string(size) + "\r\n\r\n";
    pieces.insert(pieces.begin(), {to.head, length});
    return pieces;
}

} // namespace

asio::awaitable<void> chain::chat_completion(request_context& context)
{
    auto refused = read(context);
    if (!refused) refused = decide(context);
    if (!refused && lent_.dry_run) {
        co_await explain(context);
        co_return;
    }
    if (!refused) {
        auto undelivered = co_await deliver(context);
        refused = std::move(undelivered);
    }
    if (refused) co_await send(context, std::move(*refused));
}

std::optional<rejection> chain::read(request_context& context)
{
    auto const& settings = context.plan->config().gateway;
    if (auto const why = reader_.read(context.incoming.body, settings.limits.max_json_depth, context.chat))
        return refuse_body(*why);
    return std::nullopt;
}

std::optional<rejection> chain::decide(request_context& context)
{
    auto const& config = context.plan->config();
    auto wishes = read_overrides(context.incoming);
    if (auto* why = std::get_if<bad_wish>(&wishes)) return rejection{400, bad_override, std::move(*why)};
    context.wishes = std::get<overrides>(wishes);

    route_question const asked{context.chat.model, context.wishes, context.chat.tuning, reader_.transcript()};
    auto made = choose_route(asked, config, context.routing, scored_);
    if (auto* why = std::get_if<bad_wish>(&made)) return rejection{400, bad_override, std::move(*why)};
    if (config.gateway.feedback.remember > 0) lent_.shared.prompts.remember(context.id, scored_);
    if (scored_.capacity() > most_scratch) scored_ = std::string{};
    context.chosen = std::get<route>(made);
    context.routed = true;
    return std::nullopt;
}

asio::awaitable<void> chain::explain(request_context& context)
{
    auto head = context.head(200);
    head.add("Content-Type", "application/json");
    auto const body = "{\"wayfinder\":" + decision_report(context, true) + "}";
    co_await context.out.send(std::move(head), body);
}

asio::awaitable<std::optional<rejection>> chain::deliver(request_context& context)
{
    auto const* to = context.plan->find(context.chosen.model);
    if (to == nullptr) {
        co_return rejection{500, misconfigured,
                            "The request was routed to '" + std::string{context.chosen.model} +
                                "', which has no [gateway.models] entry; add one to the configuration.",
                            "model_not_configured"};
    }
    auto failed = to->builtin_echo ? echo(context, *to) : call(context, *to);
    auto const outcome = co_await std::move(failed);
    if (!outcome) co_return std::nullopt;
    if (outcome.what == net::upstream_error::client_gone) {
        context.out.close_after();
        co_return std::nullopt;
    }
    lent_.log.warning("request " + context.id + ": model " + to->settings->name + ": " +
                      std::string{net::code(outcome.what)} + ": " + outcome.detail);
    co_return refuse_upstream(to->settings->name, outcome);
}

asio::awaitable<net::failure> chain::call(request_context& context, target const& to)
{
    net::upstream_call const terms{to.peer, to.settings->timeouts, context.out.client_socket()};
    net::exchange exchange{lent_.upstreams, terms};
    std::string length;
    auto request = upstream_request(context, to, length);
    auto failed = co_await exchange.start(std::move(request));
    if (failed) co_return failed;
    relay answer{context, exchange};
    auto uncommitted = co_await answer.run();
    co_return uncommitted;
}

asio::awaitable<net::failure> chain::echo(request_context& context, target const& to)
{
    std::string said;
    reader_.transcript().select(route_scope::last_user, said);
    echo_request const request{context.incoming.body, said, to.settings->upstream_model, context.chat.stream};
    echo_answer made{lent_.context, lent_.beat, request};
    made.pace(to.settings->echo_delay, context.out.client_socket());
    relay answer{context, made};
    auto uncommitted = co_await answer.run();
    co_return uncommitted;
}

} // namespace wayfinder::gateway
