// Looks on while a chat completion stream passes: what goes to the client, what it took, how it ended.
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

/// What becomes of the chunk that has the usage and nothing else.
enum class usage_chunk : unsigned char {
    pass,     ///< the client has asked for it
    withhold, ///< only the gateway has: the client gets the stream without it
};

/// The bytes of the stream, in order: first what may go on, then what is to wait. The end of a stream is its
/// `[DONE]` event and what comes behind; it waits until the caller has booked what the stream took. Both last
/// until the next call, and as long as the piece does. Nothing goes on before its event is complete, so that
/// a stream may break off anywhere; and nothing of the stream does behind an event that says that it failed.
struct metered_bytes {
    std::string_view forward;
    std::string_view hold;
};

/// One stream. An event is read once and copied only where it comes in several pieces or is left out of the
/// middle of one; an event beyond sse_reader::longest_event passes unread, as its bytes come, and is counted
/// as text.
class stream_meter {
public:
    /// The reader may serve many streams; it outlives this one.
    stream_meter(stream_chunk_reader& reader, usage_chunk what) : reader_{reader}, usage_chunk_{what} {}

    metered_bytes feed(std::string_view piece);

    /// The stream has ended as it should. An event that only lacks its blank line gets it; what else is
    /// unfinished is dropped, as all of it is with the meter of a stream that was cut.
    metered_bytes finish();

    /// What the stream took so far, by its last report. What was said since, or all without a report, is
    /// estimated; `counts.prompt` is 0 where there is no report. Missing when nothing has been answered.
    [[nodiscard]] answer_usage usage() const;

    [[nodiscard]] bool done() const { return done_; } ///< `[DONE]` has been seen
    /// The data of the event that says that the stream has failed, or cannot be read; empty without one.
    [[nodiscard]] std::string const& error() const { return error_; }
    /// It has gone on, being the `error` that this API's clients know. Any other stays here.
    [[nodiscard]] bool error_told() const { return error_told_; }
    /// Something has been said, beyond comments and chunks that only name the speaker.
    [[nodiscard]] bool has_content() const { return content_; }
    /// Every choice that has spoken has had its `finish_reason`.
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
    std::string last_event_; ///< with its blank line
    joined_bytes forward_;
    joined_bytes hold_;
    way last_{way::forward}; ///< where the last event went

    bool answered_{};
    bool done_{};
    bool content_{};
    std::string error_;
    bool error_told_{};
    choice_set spoken_{};
    choice_set finished_{};
    std::optional<token_counts> reported_;
    token_estimate said_;
    std::uint64_t said_at_report_{};
};

} // namespace wayfinder::wire::openai
