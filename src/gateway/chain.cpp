#include "gateway/chain.hpp"

#include "gateway/admission/admit.hpp"
#include "gateway/admission/allowed_model.hpp"
#include "gateway/admission/identity.hpp"
#include "gateway/admission/requirements.hpp"
#include "gateway/media_type.hpp"
#include "gateway/reply.hpp"
#include "gateway/routing/decision_report.hpp"
#include "gateway/routing/exploring.hpp"
#include "gateway/routing/session_step.hpp"
#include "gateway/upstream/cascade.hpp"
#include "gateway/upstream/upstream_refusal.hpp"
#include "wire/openai/prompt_estimate.hpp"
#include "wire/release.hpp"

namespace wayfinder::gateway {
namespace {

namespace asio = net::asio;

/// Only requests that passed every check, and that the score decides, move the cuts: they cannot be shifted
/// by refused requests or by requests that name their model.
void count_decision(request_context const& context, attribution const& record, control_plane& shared)
{
    record.count_decision();
    bool const exploration_undone =
        !context.chosen.by_score.empty() && context.chosen.mode != route_mode::explored;
    if (exploration_undone || context.chosen.mode == route_mode::budget_degraded)
        shared.prompts.settle(context.id);
    if (context.chosen.skill && context.chosen.mode != route_mode::pinned)
        context.caller->seen->add(context.chosen.skill->of.score);
}

// The memory of a large prompt that a worker keeps.
constexpr std::size_t most_scratch = 1U << 20U;

/// The client has left, or the gateway cancels the request because it is shutting down.
asio::awaitable<optional_rejection> abandon(request_context const& context, client_response& to)
{
    to.answer_arrived(false);
    co_await to.comment_sent();
    context.out.close_after();
    if (!context.out.interrupted()) co_return std::nullopt;
    co_return refuse_interrupted();
}

void count_request(tenant const& caller, telemetry::request_metrics& metrics)
{
    if (caller.key == nullptr) return;
    caller.requests.get([&]() -> auto& { return metrics.of_key(caller.key->id); }).Increment();
}

} // namespace

asio::awaitable<void> chain::chat_completion(request_context& context)
{
    attribution record{context, services_.shared, services_.context};
    auto refused = identify(context, services_.shared.unauthorized_limiter);
    if (!refused) count_request(*context.caller, services_.shared.metrics);
    if (!refused) refused = check_ledger(context);
    if (!refused) refused = read(context);
    if (!refused) refused = decide(context);
    if (!refused && services_.dry_run) {
        count_decision(context, record, services_.shared);
        note_session(context);
        co_await explain(context);
        co_return;
    }
    client_response to{context, services_.context, services_.beat};
    std::exception_ptr failure;
    try {
        if (!refused) {
            auto unanswered = co_await answer(context, record, to);
            refused = std::move(unanswered);
        }
        if (refused) {
            note(context, *refused);
            record.refused(*refused);
            co_await to.refuse(std::move(*refused));
        }
    } catch (...) {
        failure = std::current_exception();
    }
    if (to.commenting()) {
        co_await to.comment_sent(); // it writes on this request's behalf
    }
    if (failure) std::rethrow_exception(failure);
}

void chain::note(request_context const& context, rejection const& refused) const
{
    if (!services_.log.has(telemetry::severity::debug)) return;
    services_.log.debug("request " + context.id + ": refused with status " + std::to_string(refused.status) +
                        ", " + std::string{refused.code});
}

/// Nothing starts that cannot be booked.
optional_rejection chain::check_ledger(request_context const& context) const
{
    if (context.settings().on_ledger_failure == config::ledger_failure::serve) return std::nullopt;
    if (services_.shared.ledger->healthy()) return std::nullopt;
    return refuse_unrecorded();
}

optional_rejection chain::read(request_context& context)
{
    auto const& settings = context.settings();
    if (auto const why = reader_.read(context.incoming.body, settings.limits.max_json_depth, context.chat))
        return refuse_body(*why);
    return std::nullopt;
}

optional_rejection chain::decide(request_context& context)
{
    auto const begun = std::chrono::steady_clock::now();
    if (auto refused = choose(context)) return refused;
    context.in_tool_loop = reader_.transcript().in_tool_loop();
    if (auto refused = meet_requirements(context, reader_.transcript())) return refused;
    keep_session(context, reader_.transcript());
    explore(context);
    remember_prompt(context);
    context.routed = true;
    services_.shared.metrics.decided(std::chrono::steady_clock::now() - begun);
    if (services_.log.has(telemetry::severity::debug))
        services_.log.debug("request " + context.id + ": routed to " + std::string{context.chosen.model} +
                            " (" + std::string{name(context.chosen.mode)} + ")");
    return std::nullopt;
}

/// By the score, the model that the request names, or its headers; within what its key may use.
optional_rejection chain::choose(request_context& context)
{
    auto const& config = context.runtime->config();
    auto overrides = read_overrides(context.incoming);
    if (auto* why = std::get_if<invalid_override>(&overrides))
        return rejection{400, bad_override, std::move(*why)};
    context.overrides = std::get<request_overrides>(overrides);

    if (context.routing.by_skill()) context.routing.cut_by(context.caller->seen->now());
    route_question const asked{context.chat.model, context.overrides, context.chat.tuning,
                               reader_.transcript()};
    auto made = choose_route(asked, config, context.routing, scored_);
    context.routing.forget_cuts();
    if (auto* why = std::get_if<invalid_override>(&made))
        return rejection{400, bad_override, std::move(*why)};
    if (config.gateway.access_log.prompts && services_.shared.access.on())
        context.routed_on.assign(scored_, 0, access_record::most_prompt);
    context.chosen = std::get<route>(made);
    auto const allowed = nearest_allowed(context.chosen.model, config, context.caller->may_use);
    if (allowed != context.chosen.model) {
        context.chosen.model = allowed;
        context.chosen.mode = route_mode::key_scoped;
    }
    return std::nullopt;
}

/// For feedback that refers to the request by its id.
void chain::remember_prompt(request_context const& context)
{
    if (context.settings().feedback.remember > 0)
        services_.shared.prompts.remember(
            context.id, {scored_, context.chosen.propensity, std::string{context.caller->id()}});
    if (scored_.capacity() > most_scratch) wire::release(scored_);
}

asio::awaitable<void> chain::explain(request_context& context)
{
    auto body = "{\"wayfinder\":" + decision_report(context, true) + "}";
    co_await reply(context, 200, json_type, std::move(body));
}

/// From the cache if it is there or about to be, otherwise from a model. A stored answer is free: callers
/// with an exhausted budget get it too.
asio::awaitable<optional_rejection> chain::answer(request_context& context, attribution& record,
                                                  client_response& to)
{
    if (context.chat.stream) to.keep_alive(context.settings().keep_alive);
    auto& accounts = services_.shared.accounts;
    caching cache{context, services_.shared.cache};
    cache.consider(reader_);
    auto stored = cache.lookup();
    // The transcript belongs to the worker: another request uses it once this one waits.
    bool const matters = context.caller->counts_tokens || context.runtime->has_windows();
    if (!stored && matters && !context.known_estimate)
        context.known_estimate = wire::openai::estimate_prompt(reader_.transcript());
    auto refused = stored || cache.waits() ? admit_free(context, accounts) : admit(context, accounts);
    if (!refused && !stored && cache.undecided()) {
        auto unmet = co_await share_answer(context, cache, stored);
        refused = std::move(unmet);
    }
    if (cache.client_left()) {
        auto ended = co_await abandon(context, to);
        co_return ended;
    }
    if (cache.out_of_time()) refused = refuse_late(context.chosen.model, limit_of(context));
    if (refused) {
        context.cache_state = {};
        co_return refused;
    }
    count_decision(context, record, services_.shared);
    record.open();
    auto unanswered = stored ? answer_from_cache(context, record, std::move(stored), to)
                             : answer_from_model(context, record, cache, to);
    auto why = co_await std::move(unanswered);
    co_return why;
}

/// Waits for an identical request's answer, into `stored`; otherwise the request is admitted to call a model.
asio::awaitable<optional_rejection> chain::share_answer(request_context& context, caching& cache,
                                                        control::shared_answer& stored)
{
    bool free = cache.waits(); // whether it was admitted as an answer that costs nothing
    optional_rejection refused;
    while (!refused && !stored && !cache.over() && cache.undecided()) {
        auto awaited = co_await cache.await_answer(services_.context, services_.beat);
        stored = std::move(awaited);
        if (!free || stored || cache.over()) continue;
        context.share.take_back(); // so that it counts once
        free = false;
        refused = admit(context, services_.shared.accounts); // which may choose another model
    }
    co_return refused;
}

asio::awaitable<optional_rejection> chain::answer_from_cache(request_context& context, attribution& record,
                                                             control::shared_answer stored,
                                                             client_response& to)
{
    record.replayed(stored->model);
    wire::openai::answer_usage const used{stored->tokens, stored->source, true};
    if (auto left = record.close(control::outcome::cached, used, 200)) {
        auto problem = co_await record.written(std::move(*left));
        if (!problem.empty()) co_return refuse_unrecorded();
    }
    co_await replay(context, *stored, to);
    co_return std::nullopt;
}

asio::awaitable<optional_rejection> chain::answer_from_model(request_context& context, attribution& record,
                                                             caching& cache, client_response& to)
{
    if (!context.runtime->index_of(context.chosen.model)) {
        co_return rejection{500, misconfigured,
                            "The request was routed to '" + std::string{context.chosen.model} +
                                "', which has no [gateway.models] entry; add one to the configuration.",
                            "model_not_configured"};
    }
    cascade asking{context, services_, tools_, record, cache.copy_limit()};
    auto refused = co_await asking.run();
    if (asking.flawed()) cache.forgo();
    if (asking.asked().client_left()) {
        auto ended = co_await abandon(context, to);
        if (ended) record.abandoned(false); // the gateway ends it: nobody is charged
        co_return ended;
    }
    if (!refused) {
        auto unsent = co_await relay_answer(context, asking.asked(), record, cache, to);
        refused = std::move(unsent);
    }
    bool const impatient = refused && refused->status == 504; // this client's own deadline
    if (refused && !impatient) cache.decline();
    co_return refused;
}

asio::awaitable<optional_rejection> chain::relay_answer(request_context& context, dispatch& asked,
                                                        attribution& record, caching& cache,
                                                        client_response& to)
{
    auto const& model = context.settings().models[asked.served_by()].name;
    auto& answer = asked.won().answer();
    to.answer_arrived(answer.is_event_stream() && !answer.encoded());
    if (to.commenting()) {
        co_await to.comment_sent();
    }
    auto const& found = asked.found();
    bool const in_disguise = found.end.status != answer.status(); // an error with status 200
    bool const misplaced = to.begun() && answer.status() >= 300;  // the client is already reading a stream
    if (to.begun() && answer.encoded()) {
        record.withheld(answer.usage());
        co_return refuse_encoded(model);
    }
    if (in_disguise || misplaced || !found.own_words) co_return refuse_opening(model, found);
    asked.won().serve();
    net::load::memory held{services_.work};
    auto const most = context.settings().limits.max_buffered_bytes;
    if (!held.may_grow_to(answer.may_hold(), most)) answer.keep_no_more();
    if (!held.grow_to(answer.held(), most)) {
        record.withheld(answer.usage());
        co_return refuse_overload("gateway.limits.max_buffered_bytes is exhausted by requests and answers in "
                                  "flight; retry shortly.");
    }
    relay passing{context, asked, record, to};
    auto problem = co_await passing.run();
    if (!problem.empty()) co_return refuse_unrecorded();
    if (passing.complete() && model == context.chosen.model)
        cache.publish(answer, passing.usage());
    else if (passing.complete() || passing.broken_off())
        cache.decline();
    co_return std::nullopt;
}

} // namespace wayfinder::gateway
