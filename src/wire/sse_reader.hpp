// Splits a byte stream that arrives in pieces of any size into server-sent events.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::wire {

/// A section of the stream. Concatenated in order, frames are the stream, byte for byte.
struct sse_frame {
    enum class kind : unsigned char {
        event,    ///< lines up to and including the blank one that ends them; possibly only comments, or no
                  ///< lines
        fragment, ///< part of an event that is longer than the reader keeps
        tail,     ///< the LF of a CR LF whose CR ended the previous frame
    };

    kind what{};
    std::string_view raw;
    std::uint64_t begin{}; ///< position of `raw` in the stream

    /// Sets `out` to the values of the `data` lines, joined by LF. False if there are none.
    bool data(std::string& out) const;
};

/// Lines end with LF, CR or CR LF; a byte order mark may come first (WHATWG HTML, section 9.2). An event is
/// complete once the line end of its blank line has arrived. Frames do not depend on how the stream was cut
/// into pieces, except for fragments.
class sse_reader {
public:
    static constexpr std::size_t longest_event = 1U << 20U;

    /// An event of more than `longest` bytes is not kept: it is returned as fragments, roughly as its bytes
    /// arrive, and normal reading continues after it. Memory is limited to twice `longest`.
    explicit sse_reader(std::size_t longest = longest_event) : longest_{longest} {}

    /// Takes the next piece, which must stay unchanged until next() has returned everything.
    void feed(std::string_view piece);

    /// The next frame of what has arrived. It views the piece, or the reader until the next feed().
    std::optional<sse_frame> next();

    /// The end of the stream, after next() has returned everything: unfinished data, as if a blank line
    /// followed.
    std::optional<sse_frame> finish();

private:
    enum class place : unsigned char { line_start, in_line, after_cr };

    /// How far into a text the event extends, and the state at that point.
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
    std::string_view piece_; ///< the unread rest of the piece
    std::string kept_;       ///< the start of the current event, from earlier pieces
    std::string given_;      ///< backs frames that are not in the piece
    std::uint64_t begin_{};  ///< position of the next frame
    place at_{place::line_start};
    bool tail_due_{};  ///< the last event ended with a CR
    bool giving_up_{}; ///< inside an event that is too long
};

} // namespace wayfinder::wire
