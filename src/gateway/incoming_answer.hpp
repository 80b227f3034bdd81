// An upstream's answer as it comes in: what kind of answer it is, what of it may go out, when it is over.
#pragma once

#include "delivery/verdict.hpp"
#include "net/answer.hpp"
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

/// What reads answers for their usage. Kept for their buffers; one of each per worker.
struct usage_readers {
    wire::openai::answer_usage_reader answers;
    wire::openai::stream_chunk_reader chunks;
};

/// How the client wants it.
struct answer_terms {
    bool stream{};                                                    ///< as an event stream
    bool wants_usage{};                                               ///< told by such a stream
    wire::openai::usage_chunk usage{wire::openai::usage_chunk::pass}; ///< of a stream
    std::size_t copy_limit{}; ///< an answer of up to this size is kept as the upstream sent it, for the cache
    bool whole{};             ///< it is held back until all of it can be judged
};

/// How an answer has begun, or why there is none.
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
    /// The endpoint does not know its model, or its base_url leads nowhere.
    [[nodiscard]] bool is_missing() const { return has_status(404) || has_status(410); }
};

/// Nothing may be sent of it until open() has found out what it is. An event stream shows that with its first
/// content, any other answer when it is whole, or when it outgrows what is held back.
class incoming_answer {
public:
    incoming_answer(net::answer& from, usage_readers& readers, answer_terms terms);

    /// Takes in the answer as far as that is needed. To be called once the head is there.
    net::asio::awaitable<opening> open();

    /// Takes in one more piece of what has been opened and has not ended.
    net::asio::awaitable<net::failure> next();
    /// From now on next() waits no longer than until then.
    void hasten(std::chrono::steady_clock::time_point latest) { from_.hasten(latest); }

    /// What may go to the client by now: after open() all that has come, after next() what came then. Valid
    /// until the next call. Where over() has just become true, the books are to be closed first.
    [[nodiscard]] std::string_view ready() const { return ready_; }

    [[nodiscard]] bool ended() const { return ended_; } ///< nothing follows
    /// The model has said everything: the answer has ended, or only the end of its stream is still to come.
    [[nodiscard]] bool over() const { return ended_ || (meter_ != nullptr && meter_->done()); }
    /// As far as can be told, nothing is missing.
    [[nodiscard]] bool whole() const;
    /// What has come is told in the form that was asked for, where that is the other one.
    [[nodiscard]] std::optional<std::string> const& retold() const { return retold_; }
    /// A stream that ends without its `[DONE]`, though the model has finished.
    [[nodiscard]] bool lacks_end_mark() const;
    /// The stream itself has said that it failed.
    [[nodiscard]] bool broke_off() const { return meter_ != nullptr && !meter_->error().empty(); }
    /// In a way that the client understands.
    [[nodiscard]] bool told_why() const { return broke_off() && meter_->error_told(); }
    /// In the upstream's words, where it has any.
    [[nodiscard]] std::string reason() const;

    [[nodiscard]] net::answer::header const& head() const { return from_.head(); }
    [[nodiscard]] unsigned status() const { return status_; }
    [[nodiscard]] bool is_event_stream() const { return event_stream_; }
    [[nodiscard]] bool encoded() const
    {
        return encoded_;
    } ///< compressed: nothing can be put between its bytes
    [[nodiscard]] std::string content_type() const;

    /// What it took so far. Of one that cannot be read a guess from its size; the prompt is then 0.
    [[nodiscard]] wire::openai::answer_usage usage();

    /// As the upstream sent it so far; empty of one too large to be kept.
    [[nodiscard]] std::string_view so_far() const { return copy_; }
    /// The answer as the upstream sent it; nothing unless it has ended and was small enough.
    [[nodiscard]] std::string const* copy() const;
    [[nodiscard]] std::string take_copy() { return std::move(copy_); }
    /// The memory that it keeps, in bytes.
    [[nodiscard]] std::size_t held() const
    {
        return copy_.capacity() + held_.capacity() + pending_.capacity() +
               (retold_ ? retold_->capacity() : 0);
    }
    /// What that may come to.
    [[nodiscard]] std::size_t may_hold() const
    {
        return ended_ || meter_ != nullptr ? held() : std::max(held(), most_read);
    }
    /// Keeps nothing more, so that what it took is guessed from its size.
    void keep_no_more() { keeps_ = false; }
    /// The meter of a stream, which lives on where somebody else has to know how far it came.
    [[nodiscard]] std::shared_ptr<wire::openai::stream_meter const> meter() const { return meter_; }

private:
    net::asio::awaitable<net::failure> collect();
    [[nodiscard]] bool certain() const;
    /// What may go out of what came until open() was done.
    [[nodiscard]] std::string const& collected() const { return meter_ != nullptr ? held_ : copy_; }
    void take(net::answer::piece const& piece);
    [[nodiscard]] bool is_success() const { return status_ >= 200 && status_ < 300; }
    void look_at_refusal(opening& found) const;
    void look_at_whole(opening& found);
    void look_at_stream(opening& found);
    void check_completion(opening& found);
    void tell(opening& found, std::string_view error, std::string_view otherwise) const;

    /// An answer of up to this size is known to be whole before its first byte is sent.
    static constexpr std::size_t most_held = 1U << 20U;
    /// A larger one is still read for its usage up to here.
    static constexpr std::size_t most_read = 16U << 20U;
    /// A stream that has said nothing by then is taken for what it is.
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
    bool sound_{true};      ///< no answer that turned out to be none at its end
    bool collecting_{true}; ///< until open() has found out what it is
    std::size_t size_{};
    std::string copy_; ///< as it came
    std::optional<std::string> retold_;
    std::string held_; ///< of a stream: what of it may go out, as long as nothing has
    std::string pending_;
    std::string_view ready_; ///< views the piece, pending_, held_ or copy_
};

} // namespace wayfinder::gateway
