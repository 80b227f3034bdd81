#include "gateway/relay.hpp"

#include "gateway/decision_report.hpp"
#include "gateway/rejection.hpp"
#include "wire/json/member.hpp"
#include "wire/sse.hpp"

#include <algorithm>

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

bool names_event_stream(std::string_view content_type)
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

asio::awaitable<undelivered> relay::run()
{
    look_at_head();
    auto failed = co_await hold();
    if (failed) co_return undelivered{failed, {}};
    books_.answering();
    if (!ended_) {
        co_await stream();
        co_return undelivered{};
    }
    auto problem = co_await send_whole();
    co_return undelivered{{}, std::move(problem)};
}

void relay::look_at_head()
{
    status_ = from_.head().result_int();
    event_stream_ = names_event_stream(view(from_.head()[boost::beast::http::field::content_type]));
    auto const coding = from_.head()[boost::beast::http::field::content_encoding];
    encoded_ = !coding.empty() && !iequals(coding, "identity");
    if (!event_stream_ || encoded_ || status_ != 200) return;
    using wire::openai::usage_chunk;
    auto const* const model = context_.plan->config().gateway.find(context_.chosen.model);
    bool const asked_for_it = !context_.chat.wants_usage && model != nullptr && model->include_usage;
    meter_ = &books_.meter(readers_.chunks, asked_for_it ? usage_chunk::withhold : usage_chunk::pass);
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

/// For the cache, and to read its usage from where it is no stream.
void relay::keep(std::string_view bytes)
{
    size_ += bytes.size();
    auto const limit = meter_ == nullptr ? std::max(copy_limit_, most_read) : copy_limit_;
    if (size_ <= limit)
        copy_.append(bytes);
    else
        copy_ = std::string{};
}

std::optional<std::string> relay::take_copy()
{
    if (!ended_ || !booked_ || status_ != 200 || encoded_ || copy_.size() != size_ || size_ > copy_limit_)
        return std::nullopt;
    return std::move(copy_);
}

std::string relay::content_type() const
{
    return std::string{view(from_.head()[boost::beast::http::field::content_type])};
}

/// What the answer took; of one that could not be read the prompt, and a guess from its size.
void relay::read_usage()
{
    if (meter_ != nullptr)
        used_ = meter_->usage();
    else if (status_ >= 200 && status_ < 300 && !encoded_ && copy_.size() == size_)
        used_ = readers_.answers.read(copy_);
    else if (status_ >= 200 && status_ < 300)
        used_ = {{0, 0, size_ / 4}, wire::usage_source::estimated, true};
    if (used_.source == wire::usage_source::estimated && used_.counts.prompt == 0)
        used_.counts.prompt = context_.prompt_estimate();
}

/// Closes the books on a whole answer.
asio::awaitable<std::string> relay::book()
{
    read_usage();
    booked_ = true;
    bool const whole = meter_ == nullptr || meter_->done() || meter_->finished();
    auto how = whole ? control::outcome::answered : control::outcome::cut;
    if (!used_.is_completion) how = control::outcome::failed;
    auto problem = co_await books_.close(how, used_, status_);
    co_return problem;
}

asio::awaitable<std::string> relay::send_whole()
{
    net::answer::piece const all{held_, true, {}};
    auto problem = co_await prepare(all);
    if (!problem.empty()) co_return problem;
    if (context_.wishes.debug && !event_stream_ && !encoded_) {
        auto explained = wire::json::with_member(held_, "wayfinder", decision_report(context_, false));
        if (explained) held_ = std::move(*explained);
        if (explained) outgoing_ = held_;
    }
    auto const opening = debug_event();
    auto whole = head();
    if (used_.is_completion) whole.add("x-wayfinder-router-cost", books_.cost_text());
    if (!opening.empty()) outgoing_ = pending_.insert(0, opening);
    co_await context_.out.send(std::move(whole), outgoing_);
    co_return std::string{};
}

asio::awaitable<void> relay::stream()
{
    net::answer::piece piece{held_, false, {}};
    auto problem = co_await prepare(piece);
    auto const first = debug_event().append(outgoing_);
    boundary_.feed(outgoing_);
    auto reached = co_await context_.out.begin_stream(head(), first);
    held_ = std::string{};
    while (reached && problem.empty()) {
        auto next = co_await from_.next_piece();
        if (next.failure) {
            co_await report_failure(std::move(next.failure));
            co_return;
        }
        auto trouble = co_await prepare(next);
        problem = std::move(trouble);
        if (!problem.empty()) break;
        boundary_.feed(outgoing_);
        if (next.end) {
            co_await context_.out.finish_stream(outgoing_);
            co_return;
        }
        auto const sent = co_await context_.out.write(outgoing_);
        reached = sent;
    }
    if (!problem.empty()) co_await report_cut(error_json(refuse_unbooked(problem)));
}

/// Takes in a piece and says, in outgoing_, what of the answer may go out now. Closes the books at its end,
/// and returns what is wrong with them; then nothing may.
asio::awaitable<std::string> relay::prepare(net::answer::piece piece)
{
    keep(piece.bytes);
    ended_ = piece.end;
    outgoing_ = piece.bytes;
    if (meter_ != nullptr) {
        auto const fed = meter_->feed(piece.bytes);
        outgoing_ = fed.forward;
        if (!fed.hold.empty() || piece.end) {
            pending_.assign(fed.forward).append(fed.hold);
            auto const last = piece.end ? meter_->finish() : wire::openai::metered_bytes{};
            pending_.append(last.forward).append(last.hold);
            outgoing_ = pending_;
        }
    }
    bool const over = piece.end || (meter_ != nullptr && meter_->done());
    if (!over || booked_) co_return std::string{};
    auto problem = co_await book();
    co_return problem;
}

/// What the upstream broke off is booked as far as it came.
asio::awaitable<void> relay::report_failure(net::failure failure)
{
    context_.out.close_after();
    if (failure.what == net::upstream_error::client_gone) co_return;
    read_usage();
    auto problem = co_await books_.close(control::outcome::cut, used_, status_);
    co_await report_cut(error_json(refuse_upstream(context_.chosen.model, failure)));
}

/// An event stream says what happened; then the connection ends without the mark of a whole answer.
asio::awaitable<void> relay::report_cut(std::string body)
{
    context_.out.close_after();
    if (!event_stream_ || encoded_) co_return;
    auto const last_words = std::string{boundary_.separator()} + wire::sse_event("", body);
    co_await context_.out.write(last_words);
}

std::string relay::debug_event() const
{
    if (!context_.wishes.debug || !event_stream_ || encoded_) return {};
    return wire::sse_event("wayfinder", decision_report(context_, false));
}

net::response_head relay::head() const
{
    auto const& answer = from_.head();
    auto head = context_.head(answer.result_int());
    head.add("x-wayfinder-router-served-by", context_.chosen.model);
    bool const limited = context_.left.requests || context_.left.tokens;
    for (auto const& field : answer) {
        auto const name = relayed_name(view(field.name_string()));
        bool const ours = limited && starts_with(name, "x-ratelimit-");
        if (!name.empty() && !ours) head.add(name, view(field.value()));
    }
    if (event_stream_) head.add("Cache-Control", "no-cache").add("X-Accel-Buffering", "no");
    return head;
}

} // namespace wayfinder::gateway
