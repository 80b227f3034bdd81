#include "gateway/upstream/relay.hpp"

#include "gateway/media_type.hpp"
#include "gateway/routing/decision_report.hpp"
#include "wire/http1/grammar.hpp"
#include "wire/json/member.hpp"
#include "wire/sse.hpp"

namespace wayfinder::gateway {
namespace {

namespace asio = net::asio;
using wire::http1::same_word;
using wire::http1::starts_with_word;

constexpr std::string_view end_mark = "data: [DONE]\n\n";
// How long to keep an upstream's connection open for reuse once the client has its whole stream.
constexpr std::chrono::milliseconds aftermath{100};

/// A byte order mark is one only at the very start of what a client reads.
std::string_view past_mark(std::string_view bytes)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    return bytes.starts_with(mark) ? bytes.substr(mark.size()) : bytes;
}

/// A client that has the start of an answer is not told that there was none.
rejection refuse_rest(std::string_view model, net::failure const& failed, bool own_deadline)
{
    auto message = "Model '" + std::string{model} + "' " +
                   (failed.limit.empty() ? "aborted its answer: " + failed.detail
                                         : "did not finish its answer within " + failed.limit) +
                   '.';
    if (own_deadline) return {504, "wayfinder_router_timeout", std::move(message), "deadline_exceeded"};
    return {502, upstream_failed, std::move(message), net::code(failed.what)};
}

/// Clients that treat every event as a chunk read its choices.
std::string decision_event(request_context const& context)
{
    auto const report = decision_report(context, false);
    return wire::sse_event("wayfinder", *wire::json::with_member(report, "choices", "[]"));
}

} // namespace

std::string_view relayed_name(std::string_view upstream_field)
{
    auto const is = [&](std::string_view name) { return same_word(upstream_field, name); };
    bool passes = false;
    switch (upstream_field.empty() ? '\0' : upstream_field.front() | 0x20) {
    case 'x':
        if (is("x-request-id")) return "x-wayfinder-router-upstream-request-id";
        passes = is("x-should-retry") || starts_with_word(upstream_field, "x-ratelimit-");
        break;
    case 'c':
        passes = is("content-encoding");
        break;
    case 'r':
        passes = is("retry-after") || is("retry-after-ms");
        break;
    case 'o':
        passes = starts_with_word(upstream_field, "openai-");
        break;
    default:
        break;
    }
    return passes ? upstream_field : std::string_view{};
}

relay::relay(request_context& context, dispatch& asked, attribution& record, client_response& to)
    : context_{context},
      asked_{asked},
      from_{asked.won().answer()},
      record_{record},
      to_{to},
      served_by_{context.settings().models[asked.served_by()].name}
{}

asio::awaitable<std::string> relay::run()
{
    record_.answering(from_.meter());
    bool const in_hand = from_.converted() || (from_.ended() && from_.whole());
    return in_hand ? send_whole() : stream();
}

/// The answer's usage; for an unreadable answer the prompt and a guess from its size.
void relay::read_usage()
{
    used_ = from_.usage();
    if (used_.source == wire::usage_source::estimated && used_.counts.prompt == 0)
        used_.counts.prompt = context_.prompt_estimate();
}

/// Closes the accounting for the answer so far. Returns what is still to be written.
std::optional<control::ledger_entry> relay::book()
{
    if (booked_) return std::nullopt;
    booked_ = true;
    read_usage();
    auto how = from_.over() && from_.whole() ? control::outcome::answered
               : out_of_time_                ? control::outcome::abandoned
                                             : control::outcome::cut;
    if (!used_.is_completion && from_.over()) how = control::outcome::failed;
    return record_.close(how, used_, from_.status());
}

asio::awaitable<std::string> relay::send_whole()
{
    if (auto left = book()) {
        auto problem = co_await record_.written(std::move(*left));
        if (!problem.empty()) co_return problem;
    }
    auto type = from_.content_type();
    auto body = from_.ready();
    if (auto const& converted = from_.converted()) {
        body = *converted;
        type = context_.chat.stream ? event_stream_type : json_type;
    }
    bool const events = from_.converted() ? context_.chat.stream : from_.is_event_stream();
    if (events && to_.begun()) body = past_mark(body);
    if (auto extended = with_extras(body, events)) {
        rewritten_ = std::move(*extended);
        body = rewritten_;
    }
    auto whole = head(type);
    if (used_.is_completion) whole.add("x-wayfinder-router-cost", record_.cost_text());
    complete_ = true;
    co_await to_.send(std::move(whole), body);
    co_return std::string{};
}

/// With the end mark that a stream lacks, and the decision if the client asked for it. Nullopt if there is
/// nothing to add.
std::optional<std::string> relay::with_extras(std::string_view body, bool events) const
{
    bool const explain = context_.overrides.debug && !from_.encoded();
    auto const mark = from_.lacks_end_mark() && !from_.converted() ? end_mark : std::string_view{};
    if (!explain && mark.empty()) return std::nullopt;
    if (!explain) return std::string{body}.append(mark);
    if (!events) return wire::json::with_member(body, "wayfinder", decision_report(context_, false));
    return decision_event(context_).append(past_mark(body)).append(mark);
}

/// Piece by piece; the end is held back until it is booked.
asio::awaitable<std::string> relay::stream()
{
    optional_rejection why;
    std::string_view reason;
    while (!why) {
        if (from_.over() || from_.broke_off()) {
            if (from_.whole()) asked_.ended_well();
            std::string problem;
            if (auto left = book()) {
                auto said = co_await record_.written(std::move(*left));
                problem = std::move(said);
            }
            if (problem.empty()) {
                co_await end_stream();
                co_return problem;
            }
            if (!begun_) co_return problem;
            why = refuse_unrecorded();
            reason = "ledger_unavailable";
            break;
        }
        auto const sent = co_await put(from_.ready());
        if (!sent) break;
        auto const failed = co_await from_.next();
        if (failed.what == net::upstream_error::client_gone) break;
        if (failed) {
            out_of_time_ = asked_.is_abandoned(failed);
            if (!out_of_time_) break_off(net::code(failed.what), failed.detail);
            why = refuse_rest(served_by_, failed, out_of_time_);
            reason = why->code;
        }
    }
    if (!why && context_.out.interrupted()) {
        why = refuse_interrupted();
        reason = "draining";
    }
    context_.out.close_after();
    if (why) {
        co_await report(*why, reason);
    } else {
        record_.left(from_.usage());
    }
    co_return std::string{};
}

/// The upstream's fault. Its endpoint is notified before the client, whose next request may come at once.
void relay::break_off(std::string_view code, std::string_view why)
{
    broken_off_ = true;
    asked_.broke_off(why.empty() ? std::string{code} : std::string{code}.append(": ").append(why));
}

/// The upstream's stream is over, successfully or not.
asio::awaitable<void> relay::end_stream()
{
    if (from_.whole()) {
        complete_ = true;
        if (from_.lacks_end_mark()) rewritten_ = std::string{from_.ready()}.append(end_mark);
        auto last = from_.lacks_end_mark() ? std::string_view{rewritten_} : from_.ready();
        std::string_view const nothing;
        if (!begun_) {
            bool const follows = to_.begun();
            co_await put(nothing);
            if (follows || !rewritten_.empty()) last = past_mark(last);
        }
        co_await to_.finish(last);
        // Data after the end of the stream matters only to its connection.
        if (from_.ended()) co_return;
        from_.tighten_deadline(net::steady::now() + aftermath);
        [[maybe_unused]] auto const unread = co_await from_.next();
        co_return;
    }
    constexpr std::string_view error_event = "upstream_error_event";
    constexpr std::string_view unfinished = "upstream_stream_unfinished";
    break_off(from_.broke_off() ? error_event : unfinished, from_.reason());
    co_await put(from_.ready());
    if (from_.reported_error()) { // in its own words
        record_.cut_short(error_event);
        context_.out.close_after();
        co_return;
    }
    if (from_.broke_off()) {
        auto const said = from_.reason();
        rejection why{502, upstream_failed,
                      "Model '" + std::string{served_by_} + "' aborted its stream" +
                          (said.empty() ? "." : ": " + said),
                      error_event};
        co_await report(why, error_event);
        co_return;
    }
    rejection why{502, upstream_failed,
                  "Model '" + std::string{served_by_} + "' ended its stream before the answer was complete.",
                  unfinished};
    co_await report(why, unfinished);
}

asio::awaitable<bool> relay::put(std::string_view bytes)
{
    if (begun_) {
        auto const sent = co_await to_.write(bytes);
        co_return sent;
    }
    begun_ = true;
    rewritten_ = debug_event();
    if (!rewritten_.empty() || to_.begun()) bytes = past_mark(bytes);
    if (!rewritten_.empty()) bytes = rewritten_.append(bytes);
    auto const sent = co_await to_.begin(head(from_.content_type()), bytes);
    co_return sent;
}

/// An aborted answer is booked as far as it came; an event stream reports what happened. `why` must stay
/// valid until this is over.
asio::awaitable<void> relay::report(rejection const& why, std::string_view reason)
{
    context_.out.close_after();
    record_.cut_short(reason);
    if (auto left = book()) {
        [[maybe_unused]] auto const unbooked = co_await record_.written(std::move(*left));
    }
    if (from_.is_event_stream() && !from_.encoded()) {
        co_await to_.break_off(why);
    }
}

std::string relay::debug_event() const
{
    if (!context_.overrides.debug || !from_.is_event_stream() || from_.encoded()) return {};
    return decision_event(context_);
}

net::response_head relay::head(std::string_view content_type) const
{
    auto const& answer = from_.head();
    auto head = context_.head(from_.converted() ? 200 : answer.status);
    head.add("x-wayfinder-router-served-by", served_by_);
    if (served_by_ != context_.chosen.model) head.add("x-wayfinder-router-failover", "true");
    if (!content_type.empty()) add_content_type(head, content_type);
    bool const limited = context_.left.requests || context_.left.tokens;
    answer.fields.all([&](std::string_view field, std::string_view value) {
        auto const name = relayed_name(field);
        bool const ours = limited && starts_with_word(name, "x-ratelimit-");
        if (!name.empty() && !ours) head.add(name, value);
    });
    return head;
}

} // namespace wayfinder::gateway
