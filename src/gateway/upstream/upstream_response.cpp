#include "gateway/upstream/upstream_response.hpp"

#include "gateway/media_type.hpp"
#include "wire/http1/grammar.hpp"
#include "wire/openai/converted.hpp"
#include "wire/openai/stream_meter.hpp"
#include "wire/release.hpp"

#include <algorithm>

namespace wayfinder::gateway {
namespace {

namespace asio = net::asio;
using delivery::attempt_end;
using wire::http1::same_word;

bool begins_an_object(std::string_view text)
{
    auto const first = text.find_first_not_of(" \t\r\n");
    return first != text.npos && text[first] == '{';
}

/// The response is not an answer.
void spoil(opening& found, std::string why)
{
    found.end.what = attempt_end::kind::transport;
    found.problem = std::move(why);
}

} // namespace

upstream_response::upstream_response(net::answer& from, usage_readers& readers, answer_terms terms)
    : from_{from}, readers_{readers}, terms_{terms}
{}

asio::awaitable<opening> upstream_response::open()
{
    status_ = from_.head().status;
    event_stream_ = is_success() && names_event_stream(from_.head()["content-type"]);
    auto const coding = from_.head()["content-encoding"];
    encoded_ = !coding.empty() && !same_word(coding, "identity");
    if (event_stream_ && !encoded_) {
        auto const what = terms_.stream ? terms_.usage : wire::openai::usage_chunk::pass;
        meter_ = std::make_shared<wire::openai::stream_meter>(readers_.chunks, what);
    }
    opening found;
    found.end.what = attempt_end::kind::answered;
    found.end.status = status_;
    found.end.retry_after = delivery::parse_retry_after(
        from_.head()["retry-after"], from_.head()["retry-after-ms"], std::chrono::system_clock::now());
    auto failed = co_await collect();
    if (failed) {
        bool const silent = failed.what == net::upstream_error::timed_out;
        found.end.what = silent ? attempt_end::kind::timed_out : attempt_end::kind::transport;
        found.failure = std::move(failed);
    } else if (!is_success()) {
        judge_refusal(found);
    } else if (meter_ != nullptr) {
        judge_stream(found);
    } else {
        judge_whole(found);
    }
    ready_ = collected(); // where it is by now
    collecting_ = false;
    co_return found;
}

asio::awaitable<net::failure> upstream_response::collect()
{
    while (!ended_ && !certain()) {
        auto const piece = co_await from_.next_piece();
        if (piece.failure) co_return piece.failure;
        take(piece);
        if (meter_ != nullptr) held_.append(ready_);
    }
    co_return net::failure{};
}

bool upstream_response::certain() const
{
    if (terms_.whole) return size_ > most_read || (meter_ != nullptr && meter_->done());
    bool const to_be_converted = terms_.stream && is_success();
    if (meter_ == nullptr)
        return event_stream_ ? size_ > 0 : size_ > (to_be_converted ? most_read : most_held);
    if (!meter_->error().empty()) return true;
    if (!terms_.stream) return meter_->done() || size_ > most_read; // it is sent as a whole
    return meter_->has_content() || meter_->done() || size_ > most_silence;
}

asio::awaitable<net::failure> upstream_response::next()
{
    if (!held_.empty()) wire::release(held_);
    ready_ = {};
    auto const piece = co_await from_.next_piece();
    if (!piece.failure) take(piece);
    if (ended_ && meter_ == nullptr && is_success() && !encoded_) sound_ = usage().is_completion;
    co_return piece.failure;
}

/// Stores the bytes where they will be needed and determines which may be passed on.
void upstream_response::take(net::answer::piece const& piece)
{
    size_ += piece.bytes.size();
    bool const passes_as_it_comes = meter_ != nullptr && terms_.stream && !terms_.whole;
    auto const limit = passes_as_it_comes ? terms_.copy_limit : std::max(terms_.copy_limit, most_read);
    bool const is_all_there_is = collecting_ && meter_ == nullptr;
    if (is_all_there_is || (size_ <= limit && keeps_))
        copy_.append(piece.bytes);
    else
        wire::release(copy_);

    ended_ = piece.end;
    ready_ = piece.bytes;
    if (meter_ == nullptr) return;
    auto const fed = meter_->feed(piece.bytes);
    ready_ = fed.forward;
    if (fed.hold.empty() && !ended_) return;
    pending_.assign(fed.forward).append(fed.hold);
    auto const rest = ended_ ? meter_->finish() : wire::openai::metered_bytes{};
    pending_.append(rest.forward).append(rest.hold);
    ready_ = pending_;
}

void upstream_response::judge_refusal(opening& found) const
{
    if (status_ >= 300 && status_ < 400) {
        found.end.what = attempt_end::kind::unusable;
        found.problem =
            "the upstream redirected (redirects are not followed); set base_url to the redirect's target";
    } else if (status_ >= 600) {
        spoil(found, "invalid status code " + std::to_string(status_));
    } else {
        found.said = wire::openai::read_error(collected());
        found.own_words = begins_an_object(collected());
    }
}

void upstream_response::judge_whole(opening& found)
{
    if (size_ == 0) return spoil(found, "the response is empty");
    if (encoded_ && event_stream_ == terms_.stream) return; // it cannot be inspected
    if (encoded_)
        return spoil(found, "the response is compressed and not in the requested form, stream or JSON");
    if (!begins_an_object(copy_)) return explain(found, copy_, "the response body is not a JSON object");
    if (ended_) return check_completion(found);
    if (terms_.stream) spoil(found, "the response is not a stream and is too long to convert to one");
}

void upstream_response::check_completion(opening& found)
{
    if (!usage().is_completion) return explain(found, copy_, "the response is not a chat completion");
    if (!terms_.stream) return;
    converted_ = wire::openai::as_stream(copy_, terms_.wants_usage);
    if (!converted_) spoil(found, "the response cannot be converted to a stream");
}

void upstream_response::judge_stream(opening& found)
{
    bool const nothing_gone = !meter_->has_content() || !terms_.stream;
    if (broke_off() && nothing_gone) return explain(found, meter_->error(), "the stream was aborted");
    if (terms_.stream) {
        if (over() && !meter_->has_content()) spoil(found, "the stream ended without an answer");
        return;
    }
    if (whole()) converted_ = wire::openai::as_whole(copy_);
    if (converted_) return;
    spoil(found, over() ? "the stream ended before the answer was complete"
                        : "the stream is too long to convert to a single response");
}

/// An error inside an answer gets the status that it stands for.
void upstream_response::explain(opening& found, std::string_view error, std::string_view otherwise) const
{
    found.said = wire::openai::read_error(error);
    if (!found.said) return spoil(found, std::string{otherwise});
    found.end.status = found.said->status;
    found.problem = "the upstream sent an error with status " + std::to_string(status_);
}

std::string upstream_response::reason() const
{
    auto const said = broke_off() ? wire::openai::read_error(meter_->error()) : std::nullopt;
    return said ? said->message : std::string{};
}

bool upstream_response::whole() const
{
    if (meter_ == nullptr) return sound_;
    return !broke_off() && meter_->has_content() && (meter_->done() || meter_->finished());
}

bool upstream_response::lacks_end_mark() const
{
    return meter_ != nullptr && ended_ && !meter_->done() && meter_->finished();
}

std::string upstream_response::content_type() const
{
    return std::string{from_.head()["content-type"]};
}

wire::openai::answer_usage upstream_response::usage()
{
    if (meter_ != nullptr) return meter_->usage();
    if (used_) return *used_;
    if (!is_success()) return {};
    wire::openai::answer_usage used{{0, 0, size_ / 4}, wire::usage_source::estimated, true};
    if (ended_ && !encoded_ && copy_.size() == size_) used = readers_.answers.read(copy_);
    if (ended_) used_ = used;
    return used;
}

std::string const* upstream_response::copy() const
{
    bool const kept = ended_ && !encoded_ && copy_.size() == size_;
    return kept ? &copy_ : nullptr;
}

} // namespace wayfinder::gateway
