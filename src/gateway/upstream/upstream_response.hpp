// An upstream's answer as it arrives: its kind, what of it may be sent, and when it is over.
#pragma once

#include "delivery/verdict.hpp"
#include "net/client/answer.hpp"
#include "wire/openai/answer_usage.hpp"
#include "wire/openai/error_object.hpp"
#include "wire/openai/stream_meter.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::gateway {

/// Readers of usage from answers. Reused for their buffers; one of each per worker.
struct usage_readers {
    wire::openai::answer_usage_reader answers;
    wire::openai::stream_chunk_reader chunks;
};

/// How the client wants it.
struct answer_terms {
    bool stream{};                                                    ///< as an event stream
    bool wants_usage{};                                               ///< reported by such a stream
    wire::openai::usage_chunk usage{wire::openai::usage_chunk::pass}; ///< of a stream
    std::size_t copy_limit{}; ///< answers up to this size are kept as the upstream sent them, for the cache
    bool whole{};             ///< it is held back until all of it can be judged
};

/// How an answer started, or why there is none.
struct opening {
    delivery::attempt_end end;
    net::failure failure;                             ///< of the call
    std::string problem;                              ///< what is wrong with the answer, in words
    std::optional<wire::openai::error_object> said{}; ///< the upstream's own words
    bool own_words{true}; ///< its body is an answer or an error for a client of this API

    [[nodiscard]] bool has_status(unsigned status) const
    {
        return end.what == delivery::attempt_end::kind::answered && end.status == status;
    }
    /// The endpoint does not know its model, or its base_url is wrong.
    [[nodiscard]] bool is_missing() const { return has_status(404) || has_status(410); }
};

/// Nothing may be sent before open() has determined its kind. An event stream shows that with its first
/// content, any other answer when it is complete or exceeds what is held back.
class upstream_response {
public:
    upstream_response(net::answer& from, usage_readers& readers, answer_terms terms);

    /// Reads the answer as far as needed. Call once the head has arrived.
    net::asio::awaitable<opening> open();

    /// Reads one more piece of an answer that has been opened and has not ended.
    net::asio::awaitable<net::failure> next();
    /// From now on next() waits no longer than until this time.
    void tighten_deadline(std::chrono::steady_clock::time_point latest) { from_.tighten_deadline(latest); }

    /// What may be sent by now: after open() everything so far, after next() what it read. Valid until the
    /// next call. If over() has just become true, close the accounting first.
    [[nodiscard]] std::string_view ready() const { return ready_; }

    [[nodiscard]] bool ended() const { return ended_; } ///< nothing follows
    /// The model has said everything: the answer has ended, or only the end of its stream is still to come.
    [[nodiscard]] bool over() const { return ended_ || (meter_ != nullptr && meter_->done()); }
    /// As far as can be determined, nothing is missing.
    [[nodiscard]] bool whole() const;
    /// The answer is converted to the requested form if it came in the other one.
    [[nodiscard]] std::optional<std::string> const& converted() const { return converted_; }
    /// A stream that ends without its `[DONE]` although the model has finished.
    [[nodiscard]] bool lacks_end_mark() const;
    /// The stream itself reported a failure.
    [[nodiscard]] bool broke_off() const { return meter_ != nullptr && !meter_->error().empty(); }
    /// In a way that the client understands.
    [[nodiscard]] bool reported_error() const { return broke_off() && meter_->error_reported(); }
    /// In the upstream's words, if any.
    [[nodiscard]] std::string reason() const;

    [[nodiscard]] net::answer::header const& head() const { return from_.head(); }
    [[nodiscard]] unsigned status() const { return status_; }
    [[nodiscard]] bool is_event_stream() const { return event_stream_; }
    [[nodiscard]] bool encoded() const
    {
        return encoded_;
    } ///< compressed: nothing can be inserted between its bytes
    [[nodiscard]] std::string content_type() const;

    /// Usage so far. For an unreadable answer a guess from its size; the prompt is then 0.
    [[nodiscard]] wire::openai::answer_usage usage();

    /// As the upstream sent it so far; empty if too large to keep.
    [[nodiscard]] std::string_view so_far() const { return copy_; }
    /// The answer as the upstream sent it; nothing unless it has ended and was small enough.
    [[nodiscard]] std::string const* copy() const;
    [[nodiscard]] std::string take_copy() { return std::move(copy_); }
    /// The memory it holds, in bytes.
    [[nodiscard]] std::size_t held() const
    {
        return copy_.capacity() + held_.capacity() + pending_.capacity() +
               (converted_ ? converted_->capacity() : 0);
    }
    /// The upper bound of that.
    [[nodiscard]] std::size_t may_hold() const
    {
        return ended_ || meter_ != nullptr ? held() : std::max(held(), most_read);
    }
    /// Stops keeping data, so that usage is guessed from the size.
    void keep_no_more() { keeps_ = false; }
    /// The meter of a stream; outlives this object if others need to know how far it came.
    [[nodiscard]] std::shared_ptr<wire::openai::stream_meter const> meter() const { return meter_; }

private:
    net::asio::awaitable<net::failure> collect();
    [[nodiscard]] bool certain() const;
    /// Data received until open() was done that may be sent.
    [[nodiscard]] std::string const& collected() const { return meter_ != nullptr ? held_ : copy_; }
    void take(net::answer::piece const& piece);
    [[nodiscard]] bool is_success() const { return status_ >= 200 && status_ < 300; }
    void judge_refusal(opening& found) const;
    void judge_whole(opening& found);
    void judge_stream(opening& found);
    void check_completion(opening& found);
    void explain(opening& found, std::string_view error, std::string_view otherwise) const;

    /// An answer up to this size is known to be complete before its first byte is sent.
    static constexpr std::size_t most_held = 1U << 20U;
    /// A larger one is still read for its usage up to here.
    static constexpr std::size_t most_read = 16U << 20U;
    /// A stream without content up to here is accepted as it is.
    static constexpr std::size_t most_silence = 8U << 10U;

    net::answer& from_;
    usage_readers& readers_;
    answer_terms terms_;
    std::shared_ptr<wire::openai::stream_meter> meter_;
    std::optional<wire::openai::answer_usage> used_; ///< of a whole answer, once read
    unsigned status_{};
    bool event_stream_{};
    bool encoded_{};
    bool ended_{};
    bool keeps_{true};
    bool sound_{true};      ///< false for an answer found invalid at its end
    bool collecting_{true}; ///< until open() has determined its kind
    std::size_t size_{};
    std::string copy_; ///< as it arrived
    std::optional<std::string> converted_;
    std::string held_; ///< of a stream: what of it may be sent, until any of it is
    std::string pending_;
    std::string_view ready_; ///< views the piece, pending_, held_ or copy_
};

} // namespace wayfinder::gateway
