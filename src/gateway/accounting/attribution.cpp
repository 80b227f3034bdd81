#include "gateway/accounting/attribution.hpp"

#include "gateway/accounting/credible_usage.hpp"
#include "gateway/routing/session_step.hpp"
#include "net/handoff.hpp"

#include <algorithm>

namespace wayfinder::gateway {
namespace {

namespace asio = net::asio;
using control::outcome;
using wire::openai::answer_usage;

std::chrono::microseconds between(attribution::clock::time_point from, attribution::clock::time_point to)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(to - from);
}

} // namespace

attribution::~attribution()
{
    if (open_) left(metered());
}

void attribution::count_decision() const
{
    auto const index = context_.runtime->index_of(context_.chosen.model);
    if (index)
        context_.callers->metrics()[*index]
            .requests[static_cast<std::size_t>(context_.chosen.mode)]
            ->Increment();
}

void attribution::called(std::size_t model)
{
    stats_.served = model;
    ++stats_.attempts;
    stats_.called_at = clock::now();
    if (stats_.first_called_at == clock::time_point{}) stats_.first_called_at = stats_.called_at;
    abandoned_at_work_.reset();
}

void attribution::back_to(std::size_t model)
{
    stats_.served = model;
    abandoned_at_work_.reset();
}

void attribution::replayed(std::string const& model)
{
    stats_.served = context_.runtime->index_of(model);
    stats_.called_at = clock::now();
    answering();
}

void attribution::answering(std::shared_ptr<wire::openai::stream_meter const> meter)
{
    meter_ = std::move(meter);
    stats_.first_byte_at = clock::now();
    shared_.metrics.began_answer(stats_.first_byte_at - context_.began);
}

void attribution::cut_short(std::string_view reason)
{
    stats_.error = reason;
    shared_.metrics.cut_stream(context_.runtime->targets()[*stats_.served].settings->name, reason);
}

void attribution::lost_race(std::size_t model, answer_usage used, control::admission reserved)
{
    book_beside(outcome::hedge_loser, model, used, reserved);
}

void attribution::superseded(std::size_t model, answer_usage used, control::admission reserved)
{
    beside_ = book_beside(outcome::superseded, model, used, reserved);
}

/// A separate ledger row that is not a request; cost in dollars.
config::nano_dollars attribution::book_beside(outcome how, std::size_t model, answer_usage const& said,
                                              control::admission& reserved)
{
    auto const used = credible(said, context_, model);
    auto const bill = context_.callers->prices().bill_for(model, used.counts, context_.caller->may_use);
    auto entry = describe(how, used);
    entry.served = context_.runtime->targets()[model].settings->name;
    entry.unit = bill.unit;
    entry.realized = bill.cost;
    bool const known = bill.unit == control::unit::usd;
    reserved.settle(0, known ? bill.cost : 0, context_.moment());
    if (bill.unit != control::unit::unpriced) shared_.metrics.spent(config::in_dollars(bill.cost), 0);
    shared_.ledger->keep(std::move(entry));
    return known ? bill.cost : 0;
}

std::optional<control::ledger_entry> attribution::close(outcome how, answer_usage used, unsigned status)
{
    if (!open_) return std::nullopt;
    auto entry = settle(how, used, status);
    if (shared_.ledger->book(entry)) return std::nullopt;
    return entry;
}

asio::awaitable<std::string> attribution::written(control::ledger_entry entry)
{
    net::handoff<std::string> written{worker_};
    shared_.ledger->record(std::move(entry), written.giver());
    auto problem = co_await written.wait();
    co_return problem;
}

void attribution::left(answer_usage used)
{
    if (!open_) return;
    auto entry = settle(outcome::abandoned, so_far(std::move(used)), 499); // nginx's status for that
    shared_.ledger->keep(std::move(entry));
}

void attribution::refused(rejection const& why)
{
    shared_.metrics.refused(why.code);
    if (!why.rate_limit.empty()) shared_.metrics.rate_limited(why.rate_limit);
    if (!open_) {
        shared_.metrics.finished(clock::now() - context_.began);
        return shared_.metrics.responded(why.status);
    }
    auto entry = withheld_             ? settle(outcome::cut, so_far(std::move(*withheld_)), why.status)
                 : abandoned_at_work() ? settle(outcome::abandoned, so_far(metered()), why.status)
                                       : settle(outcome::failed, {}, why.status);
    shared_.ledger->keep(std::move(entry));
}

/// For an answer not counted to its end: the prompt and the content received.
answer_usage attribution::so_far(answer_usage used) const
{
    if (idle()) return {};
    if (used.source == wire::usage_source::missing) used.source = wire::usage_source::estimated;
    if (used.source == wire::usage_source::estimated && used.counts.prompt == 0)
        used.counts.prompt = context_.prompt_estimate();
    return used;
}

/// Everything known about the request and how it, or a part of it, ended.
control::ledger_entry attribution::describe(outcome how, answer_usage const& used) const
{
    control::ledger_entry entry;
    entry.at = std::chrono::system_clock::now();
    entry.request_id = context_.id;
    entry.key = context_.caller->id();
    if (context_.caller->key != nullptr) entry.tags = context_.caller->key->tags;
    entry.chosen = context_.chosen.model;
    entry.score = context_.chosen.score;
    entry.mode = name(context_.chosen.mode);
    entry.propensity = context_.chosen.propensity;
    entry.outcome = how;
    entry.streamed = context_.chat.stream;
    entry.tokens = used.counts;
    entry.source = used.source;
    entry.total = between(context_.began, clock::now());
    return entry;
}

control::ledger_entry attribution::settle(outcome how, answer_usage used, unsigned status)
{
    open_ = false;
    if (stats_.served) used = credible(std::move(used), context_, *stats_.served);
    auto entry = describe(how, used);
    auto const& targets = context_.runtime->targets();
    entry.served = stats_.served ? targets[*stats_.served].settings->name : entry.chosen;
    entry.status = status;
    if (stats_.first_byte_at != clock::time_point{})
        entry.first_byte = between(context_.began, stats_.first_byte_at);
    charge(entry);
    stats_.outcome = how;
    stats_.tokens = entry.tokens;
    stats_.source = entry.source;
    stats_.settled_at = clock::now();
    count(entry);
    if (!idle()) note_session(context_, entry);
    shared_.recent.add(entry, control::scoring{context_.chosen.counts, context_.routing.weights()});
    return entry;
}

/// Fills in the amounts and replaces the caller's reservations with them.
void attribution::charge(control::ledger_entry& entry)
{
    bool const used = entry.outcome != outcome::failed && stats_.served;
    if (used) {
        auto const& prices = context_.callers->prices();
        auto const due = idle() ? bill{prices.unit_of(*stats_.served)}
                                : prices.bill_for(*stats_.served, entry.tokens, context_.caller->may_use);
        entry.unit = due.unit;
        entry.baseline = due.baseline;
        (entry.outcome == outcome::cached ? entry.cache_saved : entry.realized) = due.cost;
    }
    stats_.unit = entry.unit;
    stats_.cost = entry.realized;
    bool const billed = used && entry.outcome != outcome::cached;
    auto const tokens = billed ? entry.tokens.prompt + entry.tokens.completion : 0;
    auto const spent = entry.unit == control::unit::usd ? entry.realized : 0;
    auto const overrun = context_.share.settle(tokens, spent, context_.moment());
    if (overrun > 0 && context_.caller->has_budget)
        shared_.metrics.overran_budget(config::in_dollars(overrun));
    context_.left = context_.share.left();
}

void attribution::count(control::ledger_entry const& entry)
{
    auto const now = stats_.settled_at;
    auto& metrics = shared_.metrics;
    metrics.finished(now - context_.began);
    metrics.responded(entry.status);
    bool const cached = entry.outcome == outcome::cached;
    auto own = now - context_.began;
    if (stats_.served && !cached) own -= now - stats_.first_called_at;
    metrics.added(own);
    if (cached) return metrics.cache_hit(config::in_dollars(entry.cache_saved));
    if (!context_.cache_state.empty()) metrics.cache_miss();
    if (!stats_.served) return;
    auto const& model = context_.callers->metrics()[*stats_.served];
    telemetry::request_metrics::observe(*model.upstream_latency, now - stats_.called_at);
    if (entry.outcome == outcome::failed) return;
    metrics.answered(name(entry.source));
    model.prompt_tokens->Increment(static_cast<double>(entry.tokens.prompt));
    model.cached_prompt_tokens->Increment(static_cast<double>(entry.tokens.cached_prompt));
    model.completion_tokens->Increment(static_cast<double>(entry.tokens.completion));
    if (entry.unit == control::unit::unpriced)
        model.unpriced_answers->Increment();
    else
        metrics.spent(config::in_dollars(entry.realized), config::in_dollars(entry.baseline));
}

std::string attribution::cost_text() const
{
    return stats_.unit == control::unit::usd ? config::nano_text(stats_.cost + beside_) : "unpriced";
}

} // namespace wayfinder::gateway
