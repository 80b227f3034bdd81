#include "gateway/upstream/dispatch.hpp"

#include "gateway/admission/admit.hpp"
#include "gateway/upstream/endpoint_choice.hpp"
#include "gateway/upstream/endpoint_use.hpp"
#include "gateway/upstream/evidence.hpp"
#include "gateway/upstream/hedged_call.hpp"
#include "gateway/upstream/upstream_refusal.hpp"
#include "net/pause.hpp"

#include <algorithm>

namespace wayfinder::gateway {
namespace {

namespace asio = net::asio;
using delivery::attempt_end;
using delivery::verdict;

answer_terms terms_of(request_context const& context, config::model const& model, dispatch::intent with)
{
    using wire::openai::usage_chunk;
    bool const ours = !context.chat.wants_usage && model.include_usage;
    return {context.chat.stream, context.chat.wants_usage, ours ? usage_chunk::withhold : usage_chunk::pass,
            with.copy_limit, with.judged};
}

/// Worth passing on to the client in the upstream's words.
bool is_for_the_client(opening const& found, attempt& by)
{
    bool const actionable = found.has_status(429) || found.is_missing();
    return actionable && by.answer().status() == found.end.status;
}

} // namespace

dispatch::dispatch(request_context& context, services const& provided, dispatch_tools& tools,
                   attribution& record, intent with)
    : context_{context},
      services_{provided},
      tools_{tools},
      record_{record},
      with_{with},
      limit_{limit_of(context)}
{}

asio::awaitable<optional_rejection> dispatch::run()
{
    auto const& settings = context_.settings();
    auto const chosen = context_.runtime->index_of(context_.chosen.model);
    services_.shared.retries.deposit(settings.retry.budget);
    auto const across = context_.overrides.failover.value_or(settings.failover);
    auto const route = context_.fleet->route_from(*chosen, across);
    for (auto const& model : route) {
        if (!may_ask(model)) continue;
        more_models_ = &model != &route.back();
        if (tried_) services_.shared.metrics.failed_over(context_.runtime->targets()[model].settings->name);
        auto const ended = co_await ask(model);
        if (ended == model_result::answered || client_left_) co_return std::nullopt;
        if (ended == model_result::over || limit_.is_over()) break;
        if (!throttled_ && found_.has_status(429))
            throttled_ = refuse_opening(context_.settings().models[model].name, found_);
    }
    if (attempt_ && is_for_the_client(found_, *attempt_)) co_return std::nullopt;
    co_return final_rejection();
}

/// Whether the caller may use it, it is large enough, and the budgets cover it. The chosen model is already
/// paid for.
bool dispatch::may_ask(std::size_t model)
{
    if (!context_.may_serve()[model]) return false;
    if (!context_.fits(model)) {
        too_small_ = true;
        return false;
    }
    auto const& name = context_.settings().models[model].name;
    return name == context_.chosen.model || move_reservation(context_, model);
}

/// Tries the model's endpoints, as often as retries permit.
asio::awaitable<dispatch::model_result> dispatch::ask(std::size_t model)
{
    auto const& settings = context_.settings();
    bool const repeat = settings.models[model].retry_timeouts;
    auto const endpoints = context_.fleet->of(model);
    endpoint_uses seen{endpoints.size(), settings.breaker};
    for (unsigned retried = 0; !limit_.is_over();) {
        auto const at = choose(endpoints, seen);
        if (!at) break;
        auto& use = seen.at(*at);
        if (!use.admit(*endpoints[*at].health, settings.breaker)) continue;
        auto const took = co_await call(model, endpoints[*at]);
        if (client_left_) co_return model_result::over;
        seen.last = at;
        bool const probe = use.is_probe();
        bool const no_time = is_abandoned(found_.failure); // the client's deadline is no failure
        auto const shown = !took     ? outrun_
                           : no_time ? delivery::health::silent
                                     : delivery::health_of(found_.end);
        use.record(shown, took.value_or(net::steady::duration{}));
        if (no_time) break;
        auto const what = verdict_at(model, endpoints, seen);
        if (what == verdict::deliver) {
            if (took) {
                use.hand_over(lease_);
                record_opening(*lease_, found_, *attempt_, *took, settings.breaker);
            } else {
                lease_.emplace(std::move(*second_lease_)); // which has already reported
                second_lease_.reset();
            }
            co_return model_result::answered;
        }
        note_failure(context_, services_.log, *attempt_, model, describe(found_));
        if (probe) use.report(settings.breaker); // the others need not wait until the request ends
        // A timed-out generation may still be running there: it is not started again for the same model.
        if (found_.end.what == attempt_end::kind::timed_out && !repeat) break;
        use.given_up = what == verdict::elsewhere || probe;
        bool const others = has_others(endpoints, seen, settings.breaker);
        if ((use.given_up && !others) || !may_retry(model, retried)) break;
        auto const goes_on = co_await pause(others, retried++);
        if (client_left_) co_return model_result::over;
        if (!goes_on) break;
    }
    co_return model_result::next_model;
}

/// What one endpoint lacks (404, 410) another may have, as long as an endpoint or a model is left to ask.
verdict dispatch::verdict_at(std::size_t model, std::span<model_endpoint const> endpoints,
                             endpoint_uses const& seen) const
{
    auto const& settings = context_.settings();
    auto const what =
        delivery::judge(found_.end, settings.models[model].retry_timeouts, settings.retry.max_retry_after);
    bool const passed_on = what == verdict::deliver && found_.is_missing() &&
                           (has_others(endpoints, seen, settings.breaker) || more_models_);
    return passed_on ? verdict::elsewhere : what;
}

std::optional<std::size_t> dispatch::choose(std::span<model_endpoint const> endpoints,
                                            endpoint_uses const& seen)
{
    auto const chosen = choose_endpoint(endpoints, seen, context_.settings().breaker, tools_.turn++);
    if (chosen.breaker_wait)
        breaker_wait_ = std::min(breaker_wait_.value_or(*chosen.breaker_wait), *chosen.breaker_wait);
    return chosen.index;
}

/// Reading an answer to its end takes longer than a first byte.
bool dispatch::may_hedge(std::size_t model) const
{
    return !with_.judged && context_.settings().models[model].hedge;
}

bool dispatch::may_retry(std::size_t model, unsigned so_far)
{
    auto const& rules = context_.settings().retry;
    if (so_far >= rules.retries) return false;
    auto const& name = context_.settings().models[model].name;
    if (!services_.shared.retries.withdraw(rules.budget, net::steady::now())) {
        services_.shared.metrics.retry_denied();
        return false;
    }
    services_.shared.metrics.retried(name);
    return true;
}

/// One call, or two if the first is slow. Returns the endpoint's time to first content, or nothing if another
/// one was quicker.
asio::awaitable<std::optional<net::steady::duration>> dispatch::call(std::size_t model,
                                                                     model_endpoint const& at)
{
    asked_ = model;
    tried_ = true;
    attempt_.reset();
    record_.called(model);
    auto const begun = net::steady::now();
    auto const terms = terms_of(context_, context_.settings().models[model], with_);
    auto const delay = may_hedge(model) ? hedge_delay(at) : std::nullopt;
    if (delay) {
        hedged_call both{context_, services_, record_, {tools_.readers, terms, limit_}, model};
        co_await both.run(at, *delay, tools_.turn);
        found_ = std::move(both.found);
        attempt_ = std::move(both.won);
        if (both.second_lease) second_lease_.emplace(std::move(*both.second_lease));
        outrun_ = both.outrun;
    } else {
        attempt_ = std::make_unique<attempt>(context_, services_, context_.runtime->targets()[model], at);
        auto opened = co_await attempt_->run(tools_.readers, terms, limit_);
        found_ = std::move(opened);
    }
    client_left_ = found_.failure.what == net::upstream_error::client_gone;
    if (is_abandoned(found_.failure)) record_.abandoned(attempt_->sent());
    if (second_lease_) co_return std::nullopt;
    co_return net::steady::now() - begun;
}

bool dispatch::is_abandoned(net::failure const& failed) const
{
    return gateway::is_abandoned(failed, limit_);
}

/// The pause before the next attempt; none if another endpoint is next. False if the client leaves or there
/// is no time left.
asio::awaitable<bool> dispatch::pause(bool elsewhere, unsigned retried)
{
    if (elsewhere) co_return true;
    auto const& rules = context_.settings().retry;
    auto const unit = std::uniform_real_distribution<double>{}(tools_.random);
    auto const pause =
        delivery::backoff(retried, rules.first_backoff, rules.longest_backoff, found_.end.retry_after, unit);
    auto const until = net::steady::now() + pause;
    if (until >= limit_.latest) co_return false;
    auto const lapsed =
        co_await net::pause_until(services_.context, services_.beat, until, context_.out.client_socket());
    client_left_ = lapsed == net::lapse::peer_gone;
    if (client_left_) record_.abandoned(false); // the last call has failed, the next has not started
    co_return !client_left_;
}

void dispatch::ended_well()
{
    record_at_end(delivery::health::good);
}

void dispatch::broke_off(std::string const& why)
{
    record_at_end(delivery::health::bad);
    note_failure(context_, services_.log, *attempt_, asked_, "the answer was aborted: " + why);
}

void dispatch::record_at_end(delivery::health how)
{
    if (lease_) lease_->record(how, context_.settings().breaker, net::steady::now());
}

rejection dispatch::final_rejection() const
{
    std::string_view const model = tried_ ? context_.settings().models[asked_].name : context_.chosen.model;
    if (limit_.is_over() && (!tried_ || limit_.is_the_clients())) return refuse_late(model, limit_);
    if (throttled_ && !found_.is_missing()) return *throttled_;
    if (tried_) return refuse_opening(model, found_);
    if (breaker_wait_) return refuse_open_circuit(context_.chosen.model, *breaker_wait_);
    if (too_small_) return refuse_too_long(context_.chosen.model, context_.prompt_estimate());
    return refuse_open_circuit(context_.chosen.model, std::chrono::seconds{1});
}

} // namespace wayfinder::gateway
