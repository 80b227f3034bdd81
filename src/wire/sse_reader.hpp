// Server-sent events, cut out of a byte stream that comes in pieces of any size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::wire {

/// A stretch of the stream. The frames in order are the stream, byte for byte.
struct sse_frame {
    enum class kind : unsigned char {
        event, ///< lines up to and with the blank one that ends them; comments alone too, and no line at all
        fragment, ///< part of an event that is longer than the reader keeps
        tail,     ///< the LF of a CR LF whose CR has ended the frame before
    };

    kind what{};
    std::string_view raw;
    std::uint64_t begin{}; ///< where `raw` stands in the stream

    /// Replaces `out` by the values of the `data` lines, joined by LF. False when there are none.
    bool data(std::string& out) const;
};

/// Lines end with LF, CR or CR LF; a byte order mark may stand first (WHATWG HTML, section 9.2). An event is
/// known as soon as the line end of its blank line is there, and frames do not depend on how the stream was
/// cut into pieces, but for the fragments.
class sse_reader {
public:
    static constexpr std::size_t longest_event = 1U << 20U;

    /// An event of more than `longest` bytes is not kept: it comes as fragments, about as its bytes come, and
    /// the reader goes on behind it. Memory is bounded by twice that.
    explicit sse_reader(std::size_t longest = longest_event) : longest_{longest} {}

    /// Takes the next piece, which must stay as it is until next() has nothing more.
    void feed(std::string_view piece);

    /// The next frame of what has come. It views the piece, or the reader until the next feed().
    std::optional<sse_frame> next();

    /// The end of the stream, once next() has nothing more: what is unfinished, as if a blank line followed.
    std::optional<sse_frame> finish();

private:
    enum class place : unsigned char { line_start, in_line, after_cr };

    /// How far into a text the event reaches, and where that is.
    struct stretch {
        std::size_t size{};
        bool ended{};
        place at{};
    };

    static stretch scan(std::string_view text, place at);
    sse_frame frame(sse_frame::kind what, std::string_view raw);
    std::string_view consume(stretch const& seen);
    std::string_view release_kept();
    sse_frame give_up(stretch const& seen);

    std::size_t longest_;
    std::string_view piece_; ///< what is left of it
    std::string kept_;       ///< of the event that has begun, from earlier pieces
    std::string given_;      ///< what frames view that are not in the piece
    std::uint64_t begin_{};  ///< of the next frame
    place at_{place::line_start};
    bool tail_due_{};  ///< the last event has ended with a CR
    bool giving_up_{}; ///< inside an event that is too long
};

} // namespace wayfinder::wire
