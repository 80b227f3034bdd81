#include "gateway/chain.hpp"

#include "gateway/admit.hpp"
#include "gateway/allowed_model.hpp"
#include "gateway/decision_report.hpp"
#include "gateway/identity.hpp"
#include "gateway/upstream_refusal.hpp"
#include "wire/openai/prompt_estimate.hpp"

namespace wayfinder::gateway {
namespace {

namespace asio = net::asio;

// What a worker keeps of the memory that a large prompt took.
constexpr std::size_t most_scratch = 1U << 20U;

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
    if (!context.plan->place_of(context.chosen.model)) {
        co_return rejection{500, misconfigured,
                            "The request was routed to '" + std::string{context.chosen.model} +
                                "', which has no [gateway.models] entry; add one to the configuration.",
                            "model_not_configured"};
    }
    outlet to{context, lent_.context, lent_.beat};
    if (context.chat.stream) to.keep_alive(context.plan->config().gateway.keep_alive);
    dispatch asking{context, lent_, tools_, books, cache.copy_limit()};
    auto refused = co_await asking.run();
    if (asking.client_left()) {
        co_await to.settle(false);
        context.out.close_after();
        co_return std::nullopt;
    }
    if (!refused) {
        auto unsent = co_await pass_on(context, asking, books, cache, to);
        refused = std::move(unsent);
    }
    if (refused) {
        books.refused(*refused);
        co_await to.refuse(std::move(*refused));
    }
    co_return std::nullopt;
}

asio::awaitable<chain::maybe_refused> chain::pass_on(request_context& context, dispatch& asked,
                                                     attribution& books, caching& cache, outlet& to)
{
    auto const& model = context.plan->config().gateway.models[asked.served_by()].name;
    auto& answer = asked.won().answer();
    co_await to.settle(answer.is_event_stream() && !answer.encoded());
    auto const& found = asked.found();
    bool const in_disguise = found.end.status != answer.status(); // an error with status 200
    bool const misplaced = to.begun() && answer.status() >= 300;  // the client reads a stream by now
    if (in_disguise || misplaced || !found.own_words) co_return refuse_opening(model, found);
    relay passing{context, answer, books, to, model};
    auto problem = co_await passing.run();
    if (passing.broken_off()) asked.blame();
    if (!problem.empty()) co_return refuse_unbooked(problem);
    if (passing.complete() && model == context.chosen.model) cache.publish(answer, passing.usage());
    co_return std::nullopt;
}

} // namespace wayfinder::gateway
