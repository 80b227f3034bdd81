#include "gateway/dispatch.hpp"

#include "delivery/balance.hpp"
#include "gateway/admit.hpp"
#include "gateway/upstream_refusal.hpp"
#include "gateway/visits.hpp"
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

// Which of the times to the first content a first call is given.
constexpr double hedged_quantile = 0.95;

bool is_status(opening const& found, unsigned status)
{
    return found.end.what == attempt_end::kind::answered && found.end.status == status;
}

/// The endpoint does not know its model, or its base_url leads nowhere.
bool is_missing(opening const& found)
{
    return is_status(found, 404) || is_status(found, 410);
}

/// Worth telling the client as the upstream has put it.
bool is_for_the_client(opening const& found, attempt& by)
{
    bool const actionable = is_status(found, 429) || is_missing(found);
    return actionable && by.answer().status() == found.end.status;
}

/// Nothing that is yet to come can make it any better or worse.
bool is_settled(opening const& found, attempt& by)
{
    if (!by.has_answer() || delivery::health_of(found.end) == delivery::health::bad) return true;
    return found.end.status >= 300 || (by.answer().over() && by.answer().whole());
}

/// What a call's opening shows of its endpoint.
void tell(control::endpoint_health::lease& of, opening const& found, attempt& by, net::steady::duration took,
          config::breaker const& rules)
{
    auto const how = delivery::health_of(found.end);
    auto const now = net::steady::now();
    if (how == delivery::health::good) of.first_byte(took, rules);
    if (is_settled(found, by))
        of.record(how, rules, now);
    else
        of.begin(rules, now);
}

} // namespace

wire::openai::answer_usage usage_of(attempt& given_up, request_context const& context)
{
    wire::openai::answer_usage used{{}, wire::usage_source::estimated, true};
    if (given_up.has_answer()) used = given_up.answer().usage();
    if (used.source == wire::usage_source::missing) used.source = wire::usage_source::estimated;
    if (used.counts.prompt == 0) used.counts.prompt = context.prompt_estimate();
    return used;
}

dispatch::dispatch(request_context& context, services const& lent, dispatch_tools& tools, attribution& books,
                   intent with)
    : context_{context}, lent_{lent}, tools_{tools}, books_{books}, with_{with}, limit_{limit_of(context)}
{}

asio::awaitable<maybe_refused> dispatch::run()
{
    auto const& settings = context_.plan->config().gateway;
    auto const chosen = context_.plan->place_of(context_.chosen.model);
    lent_.shared.retries.deposit(settings.retry.budget);
    auto const across = context_.wishes.failover.value_or(settings.failover);
    auto const route = context_.fleet->route_from(*chosen, across);
    for (auto const& model : route) {
        if (!may_ask(model)) continue;
        more_models_ = &model != &route.back();
        if (tried_) lent_.shared.metrics.failed_over(context_.plan->targets()[model].settings->name);
        auto const ended = co_await ask(model);
        if (ended == fate::answered || client_left_) co_return std::nullopt;
        if (ended == fate::over || out_of_time()) break;
        if (!throttled_ && is_status(found_, 429))
            throttled_ = refuse_opening(context_.plan->config().gateway.models[model].name, found_);
    }
    if (attempt_ && is_for_the_client(found_, *attempt_)) co_return std::nullopt;
    co_return last_word();
}

/// Whether the caller may have it, it is large enough, and the budgets carry it. The chosen one has been paid
/// for.
bool dispatch::may_ask(std::size_t model)
{
    if (!context_.may_serve()[model]) return false;
    if (!context_.fits(model)) {
        too_small_ = true;
        return false;
    }
    auto const& name = context_.plan->config().gateway.models[model].name;
    return name == context_.chosen.model || move_reservation(context_, model);
}

/// Tries the model's endpoints, as often as retries are allowed.
asio::awaitable<dispatch::fate> dispatch::ask(std::size_t model)
{
    auto const& settings = context_.plan->config().gateway;
    bool const repeat = settings.models[model].retry_timeouts;
    auto const berths = context_.fleet->of(model);
    visits seen{berths.size(), settings.breaker};
    for (unsigned retried = 0; !out_of_time();) {
        auto const at = pick(berths, seen);
        if (!at) break;
        auto& visit = seen.at(*at);
        if (!visit.enter(*berths[*at].health, settings.breaker)) continue;
        auto const took = co_await call(model, berths[*at]);
        if (client_left_) co_return fate::over;
        seen.last = at;
        bool const probe = visit.is_probe();
        bool const no_time = deserted(found_.failure); // the client's haste is nobody's failure
        visit.met(took && !no_time ? delivery::health_of(found_.end) : delivery::health::silent,
                  took.value_or(net::steady::duration{}));
        auto const what = verdict_at(model, seen);
        if (what == verdict::deliver) {
            if (took) {
                visit.hand_over(lease_);
                tell(*lease_, found_, *attempt_, *took, settings.breaker);
            } else {
                lease_.emplace(std::move(*second_lease_)); // which has told already
                second_lease_.reset();
            }
            co_return fate::answered;
        }
        if (no_time) break;
        note_failure(model, describe(found_));
        if (probe) visit.tell(settings.breaker); // the others need not wait until the request has ended
        // A timed-out generation may still go on there: it is not begun again for the same model.
        if (found_.end.what == attempt_end::kind::timed_out && !repeat) break;
        visit.given_up = what == verdict::elsewhere || probe;
        bool const others = has_others(model, seen);
        if ((visit.given_up && !others) || !may_retry(model, retried)) break;
        auto const goes_on = co_await rest(others, retried++);
        if (client_left_) co_return fate::over;
        if (!goes_on) break;
    }
    co_return fate::next_model;
}

/// Also what one endpoint misses another may have, as long as there is somebody to ask.
verdict dispatch::verdict_at(std::size_t model, visits const& seen) const
{
    auto const& settings = context_.plan->config().gateway;
    auto const what =
        delivery::judge(found_.end, settings.models[model].retry_timeouts, settings.retry.max_retry_after);
    bool const passed_on =
        what == verdict::deliver && is_missing(found_) && (has_others(model, seen) || more_models_);
    return passed_on ? verdict::elsewhere : what;
}

/// At another endpoint than the last there may be an answer.
bool dispatch::has_others(std::size_t model, visits const& seen) const
{
    auto const& rules = context_.plan->config().gateway.breaker;
    auto const berths = context_.fleet->of(model);
    auto const now = net::steady::now();
    for (std::size_t i = 0; i < berths.size(); ++i) {
        if (i == seen.last || seen.at(i).given_up) continue;
        if (berths[i].health->look(rules, now).breaker != delivery::breaker::state::open) return true;
    }
    return false;
}

/// The least loaded endpoint that is not given up; another one than the last, where there is one.
std::optional<std::size_t> dispatch::pick(std::span<berth const> berths, visits const& seen)
{
    auto const& rules = context_.plan->config().gateway.breaker;
    auto const now = net::steady::now();
    boost::container::small_vector<delivery::candidate, 4> candidates;
    std::size_t usable = 0;
    for (std::size_t i = 0; i < berths.size(); ++i) {
        auto const state = berths[i].health->look(rules, now);
        bool const open = state.breaker == delivery::breaker::state::open;
        if (open) breaker_wait_ = std::min(breaker_wait_.value_or(state.wait), state.wait);
        bool const fit = !seen.at(i).given_up && !open;
        candidates.push_back({berths[i].where->settings->weight, state.in_flight, fit});
        usable += fit ? 1 : 0;
    }
    if (seen.last && usable > 1) candidates[*seen.last].usable = false;
    return delivery::pick(candidates, tools_.turn++);
}

bool dispatch::may_retry(std::size_t model, unsigned so_far)
{
    auto const& rules = context_.plan->config().gateway.retry;
    if (so_far >= rules.retries) return false;
    auto const& name = context_.plan->config().gateway.models[model].name;
    if (!lent_.shared.retries.withdraw(rules.budget, net::steady::now())) {
        lent_.shared.metrics.retry_denied();
        return false;
    }
    lent_.shared.metrics.retried(name);
    return true;
}

/// One call, or two where the first is slow. Returns how long the endpoint took to its first content, or
/// nothing where another one was quicker.
asio::awaitable<std::optional<net::steady::duration>> dispatch::call(std::size_t model, berth const& at)
{
    asked_ = model;
    tried_ = true;
    attempt_.reset();
    books_.called(model);
    auto const begun = net::steady::now();
    auto second_won = false;
    if (auto const patience = patience_with(model, at)) {
        auto const won = co_await hedge(model, at, *patience);
        second_won = won;
    } else {
        attempt_ = prepare(model, at);
        auto const terms = terms_of(context_, context_.plan->config().gateway.models[model], with_);
        auto opened = co_await attempt_->run(tools_.readers, terms, limit_);
        found_ = std::move(opened);
    }
    client_left_ = found_.failure.what == net::upstream_error::client_gone;
    if (deserted(found_.failure)) books_.deserted(attempt_->sent());
    if (second_won) co_return std::nullopt;
    co_return net::steady::now() - begun;
}

std::unique_ptr<attempt> dispatch::prepare(std::size_t model, berth const& at)
{
    return std::make_unique<attempt>(context_, lent_, context_.plan->targets()[model], at);
}

/// How long one waits for the endpoint before a second call is begun; nothing where there is to be none.
std::optional<net::steady::duration> dispatch::patience_with(std::size_t model, berth const& at) const
{
    // An answer that is read to its end takes longer than a first byte.
    if (with_.judged || !context_.plan->config().gateway.models[model].hedge) return std::nullopt;
    return at.health->first_byte_quantile(hedged_quantile);
}

/// Another endpoint, or the same where there is no other. Null when none may be called.
berth const* dispatch::second_berth(std::size_t model, berth const& first)
{
    auto const berths = context_.fleet->of(model);
    auto const& rules = context_.plan->config().gateway.breaker;
    visits seen{berths.size(), rules};
    seen.last = static_cast<std::size_t>(&first - berths.data());
    auto const at = pick(berths, seen);
    if (!at) return nullptr;
    auto admitted = berths[*at].health->admit(rules, net::steady::now());
    if (!admitted) return nullptr;
    second_lease_.emplace(std::move(*admitted));
    return &berths[*at];
}

/// What the endpoint of the second call has shown.
void dispatch::tell_of_second(race::runner const& second)
{
    if (deserted(second.found.failure)) return;
    auto const& rules = context_.plan->config().gateway.breaker;
    tell(*second_lease_, second.found, *second.call, net::steady::now() - second.begun, rules);
}

/// The first that opens an answer wins; the other is ended, and what it has cost is booked by itself. True
/// when the second has won.
asio::awaitable<bool> dispatch::hedge(std::size_t model, berth const& at, net::steady::duration patience)
{
    auto const& settings = context_.plan->config().gateway;
    race calls{lent_.context, {tools_.readers, terms_of(context_, settings.models[model], with_), limit_}};
    auto const first = calls.start(prepare(model, at));
    auto const until = first->begun + patience;
    if (!first->over) {
        co_await calls.wait(until);
    }
    auto winner = first;
    auto loser = race::runner_ptr{};
    auto reserved = std::optional<control::admission>{};
    if (!first->over && lent_.shared.retries.withdraw(settings.retry.budget, net::steady::now()))
        reserved = reserve_again(context_, lent_.shared.accounts, model);
    auto const* const other = reserved ? second_berth(model, at) : nullptr;
    if (other != nullptr) {
        loser = calls.start(prepare(model, *other));
        ++context_.went.attempts;
    }

    auto const answers = [&](race::runner const& one) {
        // What one endpoint misses the other may have.
        return one.over && !is_missing(one.found) &&
               delivery::judge(one.found.end, false, settings.retry.max_retry_after) == verdict::deliver;
    };
    for (bool decided = false; !decided;) {
        if (loser && answers(*loser) && !answers(*winner)) std::swap(winner, loser);
        decided = answers(*winner) || (winner->over && (!loser || loser->over));
        if (!decided) {
            co_await calls.wait();
        }
    }
    auto const& second = winner == first ? loser : winner;
    if (second && second->over) tell_of_second(*second);
    if (loser) {
        bool const answered = answers(*loser);
        co_await calls.end(loser);
        lent_.shared.metrics.hedged(settings.models[model].name, winner != first);
        book_loser(model, *loser, answered, std::move(*reserved));
        if (winner == first) second_lease_.reset(); // the stream of the first may go on for long
    }
    found_ = std::move(winner->found);
    attempt_ = std::move(winner->call);
    co_return winner != first;
}

/// A call that failed by itself costs nothing.
void dispatch::book_loser(std::size_t model, race::runner const& loser, bool answered,
                          control::admission reserved)
{
    bool const given_up = loser.stopped || deserted(loser.found.failure);
    if ((answered || given_up) && loser.call->sent())
        books_.lost_race(model, usage_of(*loser.call, context_), std::move(reserved));
}

bool dispatch::deserted(net::failure const& failed) const
{
    auto const why = failed.what;
    bool const own_deadline = limit_.set_by == timeout_header && out_of_time();
    return why == net::upstream_error::client_gone || (why == net::upstream_error::timed_out && own_deadline);
}

void dispatch::note_failure(std::size_t model, std::string const& what)
{
    auto const& name = context_.plan->config().gateway.models[model].name;
    context_.callers->metrics()[model].upstream_errors->Increment();
    auto const log = lent_.log.of(telemetry::log_module::upstream);
    log.warning("request " + context_.id + ": model " + name + " at " + attempt_->at().where->peer.identity +
                ": " + what);
}

/// Before the next attempt: not at all at another endpoint. False when the client leaves, or there is no time
/// for it.
asio::awaitable<bool> dispatch::rest(bool elsewhere, unsigned retried)
{
    if (elsewhere) co_return true;
    auto const& rules = context_.plan->config().gateway.retry;
    auto const unit = std::uniform_real_distribution<double>{}(tools_.random);
    auto const pause =
        delivery::backoff(retried, rules.first_backoff, rules.longest_backoff, found_.end.retry_after, unit);
    auto const until = net::steady::now() + pause;
    if (until >= limit_.latest) co_return false;
    auto const lapsed =
        co_await net::pause_until(lent_.context, lent_.beat, until, context_.out.client_socket());
    client_left_ = lapsed == net::lapse::peer_gone;
    if (client_left_) books_.deserted(false); // the last call has failed, the next has not begun
    co_return !client_left_;
}

void dispatch::ended_well()
{
    tell_at_end(delivery::health::good);
}

void dispatch::broke_off(std::string const& why)
{
    tell_at_end(delivery::health::bad);
    note_failure(asked_, "its answer broke off: " + why);
}

void dispatch::tell_at_end(delivery::health how)
{
    if (lease_) lease_->record(how, context_.plan->config().gateway.breaker, net::steady::now());
}

rejection dispatch::last_word() const
{
    std::string_view const model =
        tried_ ? context_.plan->config().gateway.models[asked_].name : context_.chosen.model;
    if (out_of_time() && (!tried_ || limit_.set_by == timeout_header)) return refuse_late(model, limit_);
    if (throttled_ && !is_missing(found_)) return *throttled_;
    if (tried_) return refuse_opening(model, found_);
    if (breaker_wait_) return refuse_open_circuit(context_.chosen.model, *breaker_wait_);
    if (too_small_) return refuse_too_long(context_.chosen.model, context_.prompt_estimate());
    return refuse_open_circuit(context_.chosen.model, std::chrono::seconds{1});
}

} // namespace wayfinder::gateway
