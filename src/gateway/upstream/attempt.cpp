#include "gateway/upstream/attempt.hpp"

#include "wire/openai/splice.hpp"

namespace wayfinder::gateway {
namespace {

namespace asio = net::asio;
using delivery::attempt_end;

std::vector<std::string_view> request_to(upstream const& where, request_context const& context,
                                         wire::openai::usage_wish usage, std::string& rest_of_head)
{
    auto pieces = wire::openai::splice(context.incoming.body, context.chat.edits, where.model, usage);
    std::size_t size = 0;
    for (auto const piece : pieces) size += piece.size();
    rest_of_head.insert(0, std::to_string(size) + "\r\n").append("\r\n");
    pieces.insert(pieces.begin(), {where.head.view(), rest_of_head});
    return pieces;
}

opening no_answer(net::failure failure, bool sent)
{
    opening found;
    found.end.what = attempt_end::kind::transport;
    if (failure.what == net::upstream_error::timed_out && sent) found.end.what = attempt_end::kind::timed_out;
    if (failure.what == net::upstream_error::tls_failed) found.end.what = attempt_end::kind::unusable;
    found.failure = std::move(failure);
    return found;
}

} // namespace

attempt::attempt(request_context const& context, services const& provided, target const& model,
                 model_endpoint const& at)
    : context_{context}, services_{provided}, model_{model}, at_{at}, trace_{context.trace}
{}

attempt::~attempt()
{
    if (span_ != nullptr) span_->ended = std::chrono::system_clock::now();
}

asio::awaitable<opening> attempt::run(usage_readers& readers, answer_terms terms, call_limit limit)
{
    if (trace_) begin_span();
    if (auto const log = services_.log.of(telemetry::log_module::upstream);
        log.has(telemetry::severity::debug)) {
        called_ =
            "request " + context_.id + ": model " + model_.settings->name + " at " + at_.where->peer.identity;
        log.debug(called_ + " is called");
    }
    if (at_.where->builtin_echo) {
        begin_echo();
    } else {
        auto failed = co_await begin(limit);
        if (failed.failure) {
            end_span(failed);
            co_return failed;
        }
    }
    answer_.emplace(source(), readers, terms);
    auto found = co_await answer_->open();
    end_span(found);
    co_return found;
}

void attempt::begin_span()
{
    call_span made;
    made.id = new_span_id();
    made.model = model_.settings->name;
    made.asked_as = at_.where->settings->upstream_model;
    made.host = at_.where->peer.host;
    made.port = at_.where->peer.port;
    made.begun = std::chrono::system_clock::now();
    span_ = &trace_->calls.emplace_back(std::move(made));
    length_ = trace_->fields_for(*span_);
}

/// How the answer started. The request may be gone by now.
void attempt::end_span(opening const& found)
{
    if (!called_.empty())
        services_.log.of(telemetry::log_module::upstream)
            .debug(called_ + (found.failure ? " failed: " + found.failure.detail
                                            : " responds with status " + std::to_string(found.end.status)));
    if (span_ == nullptr) return;
    span_->status = found.end.status;
    if (found.failure)
        span_->error = net::code(found.failure.what);
    else if (!found.problem.empty())
        span_->error = "unusable_answer";
}

void attempt::serve()
{
    if (span_ != nullptr) span_->served = true;
}

asio::awaitable<opening> attempt::begin(call_limit limit)
{
    auto const& patience = model_.settings->timeouts;
    net::upstream_call call{at_.where->peer, patience, context_.out.client_socket(), limit.latest,
                            limit.set_by};
    call.streamed = context_.chat.stream;
    exchange_.emplace(services_.upstreams, call);
    auto const usage =
        model_.settings->include_usage ? wire::openai::usage_wish::ask : wire::openai::usage_wish::as_sent;
    auto request = request_to(*at_.where, context_, usage, length_);
    auto failed = co_await exchange_->start(std::move(request));
    co_return no_answer(std::move(failed), exchange_->sent());
}

net::answer& attempt::source()
{
    if (echo_) return *echo_;
    if (at_.where->credential.empty()) return *exchange_;
    return redacted_.emplace(*exchange_, at_.where->credential);
}

void attempt::begin_echo()
{
    // Other requests may have used the chain's own reader while this one waited.
    wire::openai::chat_request_reader reader;
    wire::openai::chat_request again;
    std::string said;
    reader.read(context_.incoming.body, context_.settings().limits.max_json_depth, again);
    reader.transcript().select(route_scope::last_user, said);
    echo_request const request{context_.incoming.body, said, at_.where->settings->upstream_model,
                               context_.chat.stream};
    echo_ = std::make_unique<echo_answer>(services_.context, services_.beat, request);
    echo_->pace(model_.settings->echo_delay, context_.out.client_socket());
}

wire::openai::answer_usage attempt::usage()
{
    wire::openai::answer_usage used{{}, wire::usage_source::estimated, true};
    if (answer_) used = answer_->usage();
    if (used.source == wire::usage_source::missing) used.source = wire::usage_source::estimated;
    if (used.counts.prompt == 0) used.counts.prompt = context_.prompt_estimate();
    return used;
}

} // namespace wayfinder::gateway
