// Observes a passing chat completion stream: what goes to the client, its usage, and how it ended.
#pragma once

#include "wire/joined_bytes.hpp"
#include "wire/openai/answer_usage.hpp"
#include "wire/openai/stream_chunk.hpp"
#include "wire/sse_reader.hpp"
#include "wire/token_estimate.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::wire::openai {

/// What to do with the chunk that contains only the usage.
enum class usage_chunk : unsigned char {
    pass,     ///< the client asked for it
    withhold, ///< only the gateway asked: the client's stream omits it
};

/// The bytes of the stream, in order: first those to forward, then those to hold. The end of a stream is its
/// `[DONE]` event and whatever follows; it is held until the caller has recorded the stream's usage. Both are
/// valid until the next call, and as long as the piece is. Nothing is forwarded before its event is complete,
/// so that a stream may be cut at any point; and nothing is forwarded after an event that reports failure.
struct metered_bytes {
    std::string_view forward;
    std::string_view hold;
};

/// One stream. An event is read once, and only copied if it arrives in several pieces or something is omitted
/// from the middle of a piece; an event longer than sse_reader::longest_event passes unread as it arrives,
/// and is counted as text.
class stream_meter {
public:
    /// The reader may serve many streams; it must outlive this object.
    stream_meter(stream_chunk_reader& reader, usage_chunk what) : reader_{reader}, usage_chunk_{what} {}

    metered_bytes feed(std::string_view piece);

    /// The stream has ended normally. An event that only lacks its blank line gets one; any other unfinished
    /// data is dropped. If a stream was cut, its meter is simply destroyed, and drops all of it.
    metered_bytes finish();

    /// The stream's usage so far, by its last report. Output since then, or all of it if there was no report,
    /// is estimated; `counts.prompt` is 0 if there was no report. Missing if nothing was answered.
    [[nodiscard]] answer_usage usage() const;

    [[nodiscard]] bool done() const { return done_; } ///< `[DONE]` has been seen
    /// The data of the event that reports the stream's failure or cannot be read; empty if there is none.
    [[nodiscard]] std::string const& error() const { return error_; }
    /// Whether it was forwarded, because it was an `error` as this API's clients know it. Any other is not
    /// forwarded.
    [[nodiscard]] bool error_reported() const { return error_reported_; }
    /// Whether there was content, beyond comments and chunks that only name the role.
    [[nodiscard]] bool has_content() const { return content_; }
    /// Whether every choice with content has had its `finish_reason`.
    [[nodiscard]] bool finished() const { return spoken_ != 0 && spoken_ == finished_; }

private:
    enum class way : unsigned char { forward, hold, drop };

    void place(sse_frame const& frame);
    way judge(sse_frame const& frame);
    way take_unread(std::string_view raw);
    bool is_sound(sse_frame const& frame);
    way meter(stream_chunk const& chunk);

    stream_chunk_reader& reader_;
    usage_chunk usage_chunk_;
    sse_reader events_;
    std::string data_;
    std::string last_event_; ///< including its blank line
    joined_bytes forward_;
    joined_bytes hold_;
    way last_{way::forward}; ///< what was done with the last event

    bool answered_{};
    bool done_{};
    bool content_{};
    std::string error_;
    bool error_reported_{};
    choice_set spoken_{};
    choice_set finished_{};
    std::optional<token_counts> reported_;
    token_estimate said_;
    std::uint64_t said_at_report_{};
};

} // namespace wayfinder::wire::openai
