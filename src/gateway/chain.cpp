#include "gateway/chain.hpp"

#include "gateway/admit.hpp"
#include "gateway/allowed_model.hpp"
#include "gateway/decision_report.hpp"
#include "gateway/echo_model.hpp"
#include "gateway/identity.hpp"
#include "net/exchange.hpp"
#include "wire/openai/prompt_estimate.hpp"

namespace wayfinder::gateway {
namespace {

namespace asio = net::asio;

// What a worker keeps of the memory that a large prompt took.
constexpr std::size_t most_scratch = 1U << 20U;

std::vector<std::string_view> upstream_request(request_context const& context, target const& to,
                                               std::string& length)
{
    auto pieces = wire::openai::splice(context.incoming.body, context.chat.edits, to.upstream_model,
                                       to.settings->include_usage ? wire::openai::usage_wish::ask
                                                                  : wire::openai::usage_wish::as_sent);
    std::size_t size = 0;
    for (auto const piece : pieces) size += piece.size();
    length = std::to_string(size) + "\r\n\r\n";
    pieces.insert(pieces.begin(), {to.head, length});
    return pieces;
}

void count_upstream_error(request_context const& context)
{
    if (auto const place = context.plan->place_of(context.chosen.model))
        context.callers->metrics()[*place].upstream_errors->Increment();
}

} // namespace

asio::awaitable<void> chain::chat_completion(request_context& context)
{
    attribution books{context, lent_.shared, lent_.context};
    auto refused = identify(context, lent_.shared.strangers);
    if (!refused && context.who->key != nullptr)
        lent_.shared.metrics.of_key(context.who->key->id).Increment();
    if (!refused) refused = check_ledger(context);
    if (!refused) refused = read(context);
    if (!refused) refused = decide(context);
    if (!refused && lent_.dry_run) {
        books.count_decision();
        co_await explain(context);
        co_return;
    }
    if (!refused) {
        auto unanswered = co_await answer(context, books);
        refused = std::move(unanswered);
    }
    if (refused) {
        books.refused(*refused);
        co_await send(context, std::move(*refused));
    }
}

/// What cannot be booked is not begun.
chain::maybe_refused chain::check_ledger(request_context const& context) const
{
    if (context.plan->config().gateway.on_ledger_failure == config::ledger_failure::serve)
        return std::nullopt;
    if (lent_.shared.ledger->healthy()) return std::nullopt;
    return refuse_unbooked(lent_.shared.ledger->problem());
}

chain::maybe_refused chain::read(request_context& context)
{
    auto const& settings = context.plan->config().gateway;
    if (auto const why = reader_.read(context.incoming.body, settings.limits.max_json_depth, context.chat))
        return refuse_body(*why);
    return std::nullopt;
}

chain::maybe_refused chain::decide(request_context& context)
{
    auto const begun = std::chrono::steady_clock::now();
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
    auto const allowed = nearest_allowed(context.chosen.model, config, context.who->may_use);
    if (allowed != context.chosen.model) {
        context.chosen.model = allowed;
        context.chosen.mode = route_mode::key_scoped;
    }
    context.routed = true;
    if (context.who->counts_tokens)
        context.known_estimate = wire::openai::estimate_prompt(reader_.transcript());
    lent_.shared.metrics.decided(std::chrono::steady_clock::now() - begun);
    return std::nullopt;
}

asio::awaitable<void> chain::explain(request_context& context)
{
    auto head = context.head(200);
    head.add("Content-Type", "application/json");
    auto const body = "{\"wayfinder\":" + decision_report(context, true) + "}";
    co_await context.out.send(std::move(head), body);
}

/// From the cache where it is there, or about to be, else from a model. What is stored is free: it is given
/// to a caller whose budget is spent.
asio::awaitable<chain::maybe_refused> chain::answer(request_context& context, attribution& books)
{
    auto& accounts = lent_.shared.accounts;
    caching cache{context, lent_.shared.cache};
    cache.consider(meanings_);
    auto stored = cache.look();
    bool const waited = cache.waits();
    auto refused = stored || waited ? admit_free(context, accounts) : admit(context, accounts);
    if (!refused && waited) {
        auto awaited = co_await cache.await_answer(lent_.context, lent_.beat);
        stored = std::move(awaited);
        if (cache.client_left()) co_return std::nullopt;
        if (!stored) context.share = {}; // it has to ask itself after all
        if (!stored) refused = admit(context, accounts);
    }
    if (!refused && !stored) {
        // A budget may have moved it to another model, and so to another place in the cache.
        auto moved = co_await cache.await_answer(lent_.context, lent_.beat);
        stored = std::move(moved);
        if (cache.client_left()) co_return std::nullopt;
    }
    if (refused) {
        context.cache_state = {};
        co_return refused;
    }
    books.count_decision();
    books.open();
    auto unanswered = stored ? give(context, books, std::move(stored)) : deliver(context, books, cache);
    auto why = co_await std::move(unanswered);
    co_return why;
}

asio::awaitable<chain::maybe_refused> chain::give(request_context& context, attribution& books,
                                                  control::shared_answer stored)
{
    books.replayed(stored->model);
    wire::openai::answer_usage const used{stored->tokens, stored->source, true};
    auto problem = co_await books.close(control::outcome::cached, used, 200);
    if (!problem.empty()) co_return refuse_unbooked(problem);
    co_await replay(context, *stored);
    co_return std::nullopt;
}

asio::awaitable<chain::maybe_refused> chain::deliver(request_context& context, attribution& books,
                                                     caching& cache)
{
    auto const place = context.plan->place_of(context.chosen.model);
    if (!place) {
        co_return rejection{500, misconfigured,
                            "The request was routed to '" + std::string{context.chosen.model} +
                                "', which has no [gateway.models] entry; add one to the configuration.",
                            "model_not_configured"};
    }
    auto const& to = context.plan->targets()[*place];
    books.called(*place);
    auto pending = to.builtin_echo ? echo(context, to, books, cache) : call(context, to, books, cache);
    auto const outcome = co_await std::move(pending);
    if (!outcome) co_return std::nullopt;
    if (!outcome.ledger_problem.empty()) co_return refuse_unbooked(outcome.ledger_problem);
    auto const& failure = outcome.failure;
    if (failure.what == net::upstream_error::client_gone) {
        context.out.close_after();
        co_return std::nullopt;
    }
    count_upstream_error(context);
    lent_.log.warning("request " + context.id + ": model " + to.settings->name + ": " +
                      std::string{net::code(failure.what)} + ": " + failure.detail);
    co_return refuse_upstream(to.settings->name, failure);
}

asio::awaitable<undelivered> chain::call(request_context& context, target const& to, attribution& books,
                                         caching& cache)
{
    net::upstream_call const terms{to.peer, to.settings->timeouts, context.out.client_socket()};
    net::exchange exchange{lent_.upstreams, terms};
    std::string length;
    auto request = upstream_request(context, to, length);
    auto failed = co_await exchange.start(std::move(request));
    if (failed) co_return undelivered{failed, {}};
    auto uncommitted = co_await pass_on(context, exchange, books, cache);
    co_return uncommitted;
}

asio::awaitable<undelivered> chain::echo(request_context& context, target const& to, attribution& books,
                                         caching& cache)
{
    // Others may have used the chain's own reader while this request waited.
    wire::openai::chat_request_reader reader;
    wire::openai::chat_request again;
    std::string said;
    reader.read(context.incoming.body, context.plan->config().gateway.limits.max_json_depth, again);
    reader.transcript().select(route_scope::last_user, said);
    echo_request const request{context.incoming.body, said, to.settings->endpoints.front().upstream_model,
                               context.chat.stream};
    echo_answer made{lent_.context, lent_.beat, request};
    made.pace(to.settings->echo_delay, context.out.client_socket());
    auto uncommitted = co_await pass_on(context, made, books, cache);
    co_return uncommitted;
}

asio::awaitable<undelivered> chain::pass_on(request_context& context, net::answer& from, attribution& books,
                                            caching& cache)
{
    relay answer{context, from, books, usage_};
    answer.keep_copy(cache.copy_limit());
    auto uncommitted = co_await answer.run();
    bool const troubled = from.head().result_int() >= 500 || from.head().result_int() == 429;
    if (troubled && !uncommitted) count_upstream_error(context);
    if (!uncommitted) cache.publish(answer);
    co_return uncommitted;
}

} // namespace wayfinder::gateway
