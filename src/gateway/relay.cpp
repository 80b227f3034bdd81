#include "gateway/relay.hpp"

#include "gateway/decision_report.hpp"
#include "gateway/rejection.hpp"
#include "wire/json/member.hpp"
#include "wire/sse.hpp"

#include <boost/beast/core/string.hpp>

namespace wayfinder::gateway {
namespace {

namespace asio = net::asio;
using boost::beast::iequals;

std::string_view view(boost::beast::string_view text)
{
    return {text.data(), text.size()};
}

bool starts_with(std::string_view text, std::string_view prefix)
{
    return text.size() >= prefix.size() && iequals(text.substr(0, prefix.size()), prefix);
}

bool is_event_stream(std::string_view content_type)
{
    return starts_with(content_type, "text/event-stream");
}

} // namespace

std::string_view relayed_name(std::string_view upstream_field)
{
    if (iequals(upstream_field, "x-request-id")) return "x-wayfinder-router-upstream-request-id";
    bool const passes = iequals(upstream_field, "content-type") ||
                        iequals(upstream_field, "content-encoding") ||
                        iequals(upstream_field, "retry-after") || iequals(upstream_field, "retry-after-ms") ||
                        iequals(upstream_field, "x-should-retry") || starts_with(upstream_field, "openai-") ||
                        starts_with(upstream_field, "x-ratelimit-");
    return passes ? upstream_field : std::string_view{};
}

asio::awaitable<net::failure> relay::run()
{
    event_stream_ = is_event_stream(view(from_.head()[boost::beast::http::field::content_type]));
    auto const coding = from_.head()[boost::beast::http::field::content_encoding];
    encoded_ = !coding.empty() && !iequals(coding, "identity");
    auto failed = co_await hold();
    if (failed) co_return failed;
    if (ended_)
        co_await send_whole();
    else
        co_await stream();
    co_return net::failure{};
}

/// Collects the answer up to the point where it may be committed.
asio::awaitable<net::failure> relay::hold()
{
    auto const enough = event_stream_ ? std::size_t{1} : most_held + 1;
    while (!ended_ && held_.size() < enough) {
        auto piece = co_await from_.next_piece();
        if (piece.failure) co_return piece.failure;
        held_.append(piece.bytes);
        ended_ = piece.end;
    }
    co_return net::failure{};
}

asio::awaitable<void> relay::send_whole()
{
    if (context_.wishes.debug && !event_stream_ && !encoded_) {
        auto explained = wire::json::with_member(held_, "wayfinder", decision_report(context_, false));
        if (explained) held_ = std::move(*explained);
    }
    if (context_.wishes.debug && event_stream_ && !encoded_)
        held_.insert(0, wire::sse_event("wayfinder", decision_report(context_, false)));
    co_await context_.out.send(head(), held_);
}

asio::awaitable<void> relay::stream()
{
    wire::sse_boundary boundary;
    boundary.feed(held_);
    if (context_.wishes.debug && event_stream_ && !encoded_)
        held_.insert(0, wire::sse_event("wayfinder", decision_report(context_, false)));
    auto reached = co_await context_.out.begin_stream(head(), held_);
    held_ = std::string{};
    while (reached) {
        auto const piece = co_await from_.next_piece();
        if (piece.failure) {
            co_await report_cut(piece.failure, boundary.separator());
            co_return;
        }
        boundary.feed(piece.bytes);
        auto const sent = co_await context_.out.write(piece.bytes);
        reached = sent;
        if (piece.end) break;
    }
    if (reached) co_await context_.out.finish_stream();
}

/// An event stream says what happened; then the connection ends without the mark of a whole answer.
asio::awaitable<void> relay::report_cut(net::failure failure, std::string_view separator)
{
    context_.out.close_after();
    if (!event_stream_ || encoded_ || failure.what == net::upstream_error::client_gone) co_return;
    auto const body = error_json(refuse_upstream(context_.chosen.model, failure));
    auto const last_words = std::string{separator} + wire::sse_event("", body);
    co_await context_.out.write(last_words);
}

net::response_head relay::head() const
{
    auto const& answer = from_.head();
    auto head = context_.head(answer.result_int());
    head.add("x-wayfinder-router-served-by", context_.chosen.model);
    for (auto const& field : answer) {
        auto const name = relayed_name(view(field.name_string()));
        if (!name.empty()) head.add(name, view(field.value()));
    }
    if (event_stream_) head.add("Cache-Control", "no-cache").add("X-Accel-Buffering", "no");
    return head;
}

} // namespace wayfinder::gateway
