#include "gateway/routing/session_step.hpp"

#include "gateway/accounting/credible_usage.hpp"
#include "wire/openai/conversation_prints.hpp"
#include "wire/openai/prompt_estimate.hpp"

#include <algorithm>

namespace wayfinder::gateway {
namespace {

using clock = control::session::clock;
using config::session_mark;

// The assumed answer length in tokens for a conversation without any answer yet.
constexpr std::uint64_t typical_output = 256;

/// How this turn and the next one identify the conversation.
struct names {
    std::optional<control::session_key> known; ///< under which the previous turn was recorded
    control::session_key next{};
};

control::session_key key_of(session_mark by, std::string_view id)
{
    thread_local wire::fingerprint_hasher hasher;
    hasher.update(name(by));
    hasher.update(std::string_view{"\0", 1}); // separates it from the id
    hasher.update(id);
    return hasher.finish();
}

std::optional<names> names_by(session_mark by, request_context const& context,
                              wire::openai::transcript const& conversation)
{
    if (by == session_mark::prefix) {
        if (conversation.size() == 0) return std::nullopt;
        auto const prints = wire::openai::prints_of(conversation);
        return names{prints.before, prints.now};
    }
    auto const id = by == session_mark::header
                        ? context.incoming.header(context.runtime->config().sessions.header)
                        : context.chat.prompt_cache_key;
    if (id.empty()) return std::nullopt;
    auto const key = key_of(by, id);
    return names{key, key};
}

/// The first mark that the request carries.
std::optional<session_decision> find_session(request_context const& context,
                                             wire::openai::transcript const& conversation)
{
    auto const& settings = context.runtime->config().sessions;
    for (auto const by : settings.by) {
        auto const named = names_by(by, context, conversation);
        if (!named) continue;
        session_decision found;
        found.by = by;
        found.next = named->next;
        auto const now = clock::now();
        if (named->known) found.known = context.caller->sessions->find(*named->known, now, settings.ttl);
        if (found.known)
            found.idle = std::chrono::duration_cast<std::chrono::milliseconds>(now - found.known->asked_at);
        found.in_tool_loop = found.known && context.in_tool_loop;
        return found;
    }
    return std::nullopt;
}

bool has_open_breakers(request_context const& context, std::size_t model)
{
    auto const& rules = context.settings().breaker;
    auto const endpoints = context.fleet->of(model);
    return std::none_of(endpoints.begin(), endpoints.end(),
                        [&](model_endpoint const& each) { return each.health->admits(rules, clock::now()); });
}

/// Why the conversation's model cannot serve the request; nothing if it can.
std::optional<session_verdict> obstacle(request_context const& context, std::string_view model)
{
    auto const index = context.runtime->index_of(model);
    if (!index) return session_verdict::unknown;
    if (!context.caller->may_use[*index]) return session_verdict::not_allowed;
    if (!context.may_serve()[*index]) return session_verdict::incapable;
    if (has_open_breakers(context, *index)) return session_verdict::breaker_open;
    return std::nullopt;
}

bool is_cold(request_context const& context, session_decision const& session)
{
    auto const& config = context.runtime->config();
    auto const own = config.gateway.find(session.known->model)->prompt_cache_ttl;
    return session.known->tokens == 0 || session.idle >= own.value_or(config.sessions.prompt_cache_ttl);
}

/// An id may come with a different conversation than the last time: no more than what is sent can be cached.
/// All of a prefix is, including what its provider has added.
control::turn_tokens tokens_of(request_context const& context, session_decision const& session,
                               wire::openai::transcript const& conversation)
{
    auto const& known = *session.known;
    auto const most = session.by == session_mark::prefix ? known.tokens : context.chat.prompt_bound;
    auto const answer = conversation.last_answer();
    auto const added = wire::openai::estimate_prompt_from(conversation, answer ? *answer + 1 : 0);
    auto const usual = known.output > 0 ? known.output : typical_output;
    auto const bound = output_bound(context.chat, usual);
    return {std::min(known.tokens, most), added, std::min(usual, bound)};
}

/// Whether switching to another model pays off. Both are configured.
session_verdict weigh(request_context const& context, wire::openai::transcript const& conversation,
                      session_decision& session)
{
    auto const& config = context.runtime->config();
    auto const& present = config.gateway.find(session.known->model)->price;
    auto const& other = config.gateway.find(context.chosen.model)->price;
    if (is_cold(context, session)) return session_verdict::cold;
    if (!present || !other) return session_verdict::unpriced;
    session.tokens = tokens_of(context, session, conversation);
    session.present = *present;
    session.other = *other;
    session.payback_turns = config.sessions.payback_turns;
    session.weighed = control::weigh_switch(*present, *other, session.tokens, session.payback_turns);
    return session.weighed->pays() ? session_verdict::switched : session_verdict::kept;
}

session_verdict judge(request_context const& context, wire::openai::transcript const& conversation,
                      session_decision& session)
{
    auto const mode = context.chosen.mode;
    if (mode == route_mode::pinned || mode == route_mode::threshold_override) return session_verdict::pinned;
    if (!session.known) return session_verdict::fresh;
    if (session.known->model == context.chosen.model) return session_verdict::same;
    if (auto const why = obstacle(context, session.known->model)) return *why;
    if (session.in_tool_loop) return session_verdict::tool_loop;
    if (mode == route_mode::sticky) return session_verdict::latched;
    return weigh(context, conversation, session);
}

bool keeps(session_verdict verdict)
{
    return verdict == session_verdict::kept || verdict == session_verdict::tool_loop ||
           verdict == session_verdict::unpriced;
}

void note(request_context const& context, control::session what)
{
    auto const& session = *context.session;
    what.turns = (session.known ? session.known->turns : 0) + 1;
    context.caller->sessions->note(session.next, std::move(what), clock::now(),
                                   context.runtime->config().sessions.max_sessions);
}

} // namespace

void keep_session(request_context& context, wire::openai::transcript const& conversation)
{
    if (!context.runtime->config().sessions.enabled || !context.runtime->index_of(context.chosen.model))
        return;
    context.session = find_session(context, conversation);
    if (!context.session) return;
    auto& session = *context.session;
    session.scored_model = context.chosen.model;
    session.scored_mode = context.chosen.mode;
    session.verdict = judge(context, conversation, session);
    if (!keeps(session.verdict)) return;
    context.chosen.model = context.settings().find(session.known->model)->name;
    context.chosen.mode = route_mode::session;
}

void leave_session(request_context& context)
{
    context.chosen.model = context.session->scored_model;
    context.chosen.mode = context.session->scored_mode;
    context.session->verdict = session_verdict::over_budget;
}

void note_session(request_context const& context, control::ledger_entry const& entry)
{
    if (!context.session || entry.outcome == control::outcome::failed) return;
    control::session now{entry.served, entry.tokens.prompt + entry.tokens.completion, entry.tokens.completion,
                         0, context.stats.called_at};
    if (entry.outcome == control::outcome::cached) {
        // Its provider has read nothing: what it had of the conversation before is all there is.
        auto const& before = context.session->known;
        bool const goes_on = before && before->model == entry.served;
        now = goes_on ? *before : control::session{entry.served, 0, 0, 0, clock::now()};
    }
    note(context, std::move(now));
}

void note_session(request_context const& context)
{
    if (!context.session) return;
    note(context, {std::string{context.chosen.model}, context.prompt_estimate(), 0, 0, clock::now()});
}

} // namespace wayfinder::gateway
