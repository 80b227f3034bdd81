#include "gateway/admission/admit.hpp"

#include "config/values/money.hpp"
#include "config/values/number.hpp"
#include "gateway/accounting/credible_usage.hpp"
#include "gateway/admission/tenancy.hpp"
#include "gateway/routing/exploring.hpp"
#include "gateway/routing/session_step.hpp"
#include "gateway/upstream/retry_after.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace wayfinder::gateway {
namespace {

using control::limit_kind;
using control::refusal;

// The answer length assumed by token limits when the client sets no limit.
constexpr std::uint64_t typical_output_tokens = 256;

/// Where an account's rules are in the file: "gateway", "gateway.keys.team-a", "gateway.tags.batch".
std::string table_of(control::account const& holder)
{
    auto const& name = holder.name();
    if (name.starts_with("key:")) return "gateway.keys." + name.substr(4);
    if (name.starts_with("tag:")) return "gateway.tags." + name.substr(4);
    return name;
}

std::string_view name_of(config::budget_window window)
{
    switch (window) {
    case config::budget_window::day:
        return "a day";
    case config::budget_window::month:
        return "a month";
    case config::budget_window::all:
        break;
    }
    return "in total";
}

std::string_view name_of(limit_kind what)
{
    switch (what) {
    case limit_kind::rpm:
        return "rpm";
    case limit_kind::tpm:
        return "tpm";
    case limit_kind::in_flight:
        return "max_in_flight";
    case limit_kind::budget:
        break;
    }
    return "";
}

std::string rate_message(refusal const& why)
{
    auto const& rate = *why.by->rate;
    auto const rule = table_of(*why.by->holder) + ".rate_limit." + std::string{name_of(why.what)};
    if (why.what == limit_kind::in_flight)
        return "There are already " + std::to_string(rate.max_in_flight.value_or(0)) +
               " requests in flight, the most that " + rule + " allows; wait for one of them to finish.";
    auto const limit = why.what == limit_kind::rpm ? rate.rpm : rate.tpm;
    auto const seconds = std::chrono::duration<double>(rate.window).count();
    return "The limit of " + std::to_string(limit.value_or(0)) +
           (why.what == limit_kind::rpm ? " requests in " : " tokens in ") + config::number_text(seconds) +
           " seconds is reached (" + rule + "); retry in " + std::to_string(whole_seconds(why.wait)) +
           " seconds.";
}

std::string budget_message(refusal const& why)
{
    auto const& budget = *why.by->budget;
    auto const left = std::max<config::nano_dollars>(0, why.left);
    return "The budget of $" + config::nano_text(budget.limit) + " " + std::string{name_of(budget.window)} +
           " (" + table_of(*why.by->holder) + ".budget) has $" + config::nano_text(left) +
           " left, and this request may cost up to $" + config::nano_text(why.needed) +
           (why.needed > left ? "; lower max_tokens, shorten the prompt, or raise the budget."
                              : "; raise the budget.");
}

rejection refuse(refusal const& why)
{
    if (why.what == limit_kind::budget) {
        rejection refused{402, budget_exhausted, budget_message(why), "budget_exhausted"};
        refused.budget = "blocked";
        return refused;
    }
    rejection refused{429, rate_limited, rate_message(why), "rate_limit_exceeded"};
    refused.rate_limit = name_of(why.what);
    refused.retry_after = whole_seconds(why.wait);
    return refused;
}

/// The maximum cost of an answer of this model.
control::offer offer_of(request_context const& context, std::size_t model)
{
    auto const& settings = context.settings().models[model];
    auto const& chat = context.chat;
    auto const output =
        output_bound(chat, settings.max_output_tokens.value_or(config::assumed_output_tokens));
    auto const bound = context.callers->prices().cost_of(model, {chat.prompt_bound, 0, output});
    return {bound.value_or(0), bound.has_value()};
}

/// The choice, then the cheapest priced model that the caller may use and that fits the prompt, if it is a
/// different, cheaper one.
struct offers {
    boost::container::small_vector<control::offer, 2> prices;
    std::size_t fallback{}; ///< index of the second offer's model

    offers(request_context& context, std::size_t chosen)
    {
        prices.push_back(offer_of(context, chosen));
        std::optional<control::offer> cheapest;
        for (std::size_t i = 0; i < context.may_serve().size(); ++i) {
            if (!context.may_serve()[i] || i == chosen) continue;
            auto const other = offer_of(context, i);
            if (!other.priced || (cheapest && other.bound >= cheapest->bound)) continue;
            if (!context.fits(i)) continue;
            cheapest = other;
            fallback = i;
        }
        bool const helps = cheapest && (!prices[0].priced || cheapest->bound < prices[0].bound);
        if (helps) prices.push_back(*cheapest);
    }
};

optional_rejection take(request_context& context, control::governor& accounts, control::demand const& what)
{
    auto got = accounts.admit(context.caller->held, what, context.moment());
    if (auto const* why = std::get_if<refusal>(&got)) {
        context.left = why->all_left;
        return refuse(*why);
    }
    context.share = std::move(std::get<control::admission>(got));
    context.left = context.share.left();
    return std::nullopt;
}

} // namespace

optional_rejection admit(request_context& context, control::governor& accounts)
{
    auto chosen = context.runtime->index_of(context.chosen.model);
    control::demand what;
    if (context.caller->counts_tokens)
        what.tokens = context.prompt_estimate() + output_bound(context.chat, typical_output_tokens);
    if (!context.caller->has_budget || !chosen) return take(context, accounts, what);
    auto const mode = context.chosen.mode;
    if (mode == route_mode::explored || mode == route_mode::session) {
        // A model that is only explored or only kept by its session is given up when a budget does not cover
        // it.
        std::array const wish{offer_of(context, *chosen)};
        what.offers = wish;
        auto refused = take(context, accounts, what);
        if (!refused || refused->budget.empty()) return refused;
        if (mode == route_mode::session)
            leave_session(context);
        else
            stop_exploring(context.chosen);
        chosen = context.runtime->index_of(context.chosen.model);
    }

    offers const possible{context, *chosen};
    what.offers = possible.prices;
    auto refused = take(context, accounts, what);
    if (!refused && context.share.offer_taken() > 0) {
        context.chosen.model = context.settings().models[possible.fallback].name;
        context.chosen.mode = route_mode::budget_degraded;
        context.chosen.propensity = 1.0; // not drawn
        context.budget_state = "degraded";
        if (context.session) context.session->verdict = session_verdict::over_budget;
    }
    return refused;
}

bool move_reservation(request_context& context, std::size_t model)
{
    if (!context.caller->has_budget) return true;
    auto const wanted = offer_of(context, model);
    if (!context.budget_state.empty()) {
        auto const chosen = context.runtime->index_of(context.chosen.model);
        bool const dearer = chosen && wanted.bound > offer_of(context, *chosen).bound;
        if (dearer || !wanted.priced) return false;
    }
    return context.share.reserve_instead(wanted, context.moment());
}

std::optional<control::admission> reserve_again(request_context const& context, control::governor& accounts,
                                                std::size_t model)
{
    // Even if no budget can refuse it: a budget added later needs the amount spent.
    std::array const offers{offer_of(context, model)};
    control::demand what;
    what.offers = offers;
    what.money_only = true;
    auto got = accounts.admit(context.caller->held, what, context.moment());
    auto* const given = std::get_if<control::admission>(&got);
    return given == nullptr ? std::nullopt : std::optional{std::move(*given)};
}

optional_rejection admit_free(request_context& context, control::governor& accounts)
{
    return take(context, accounts, {});
}

} // namespace wayfinder::gateway
