#include "wire/sse_reader.hpp"

#include "wire/release.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace wayfinder::wire {
namespace {

constexpr std::size_t most_idle = 64U << 10U; // do not keep a huge event's memory for the rest of the stream

constexpr bool ends_line(char c)
{
    return c == '\n' || c == '\r';
}

/// True if any of eight bytes is below 16, as line ends are: detected by the borrow of a subtraction.
constexpr bool has_control(std::uint64_t bytes)
{
    constexpr std::uint64_t ones = 0x0101010101010101U;
    return ((bytes - ones * 16) & ~bytes & ones << 7U) != 0;
}

/// The first line end at or after `at`; npos if there is none.
std::size_t find_line_end(std::string_view text, std::size_t at)
{
    std::uint64_t bytes = 0;

    for (; text.size() - at >= sizeof bytes; at += sizeof bytes) {
        std::memcpy(&bytes, text.data() + at, sizeof bytes);
        if (!has_control(bytes)) continue;
        for (auto each = at; each < at + sizeof bytes; ++each)
            if (ends_line(text[each])) return each;
    }
    while (at < text.size() && !ends_line(text[at])) ++at;
    return at < text.size() ? at : text.npos;
}

/// The value of a `data` line; null data for any other line.
std::string_view data_value(std::string_view line)
{
    constexpr std::string_view field = "data";
    if (!line.starts_with(field)) return {};
    line.remove_prefix(field.size());
    if (line.empty()) return line;
    if (line.front() != ':') return {};
    return line.substr(line.starts_with(": ") ? 2 : 1);
}

} // namespace

bool sse_frame::data(std::string& out) const
{
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    out.clear();
    auto rest = raw;
    if (begin == 0 && rest.starts_with(byte_order_mark)) rest.remove_prefix(byte_order_mark.size());
    bool any = false;
    while (!rest.empty()) {
        // The LF of a CR LF looks like an empty line, which has no effect.
        auto const line = rest.substr(0, find_line_end(rest, 0));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        auto const value = data_value(line);
        if (value.data() == nullptr) continue;
        if (any) out.push_back('\n');
        out.append(value);
        any = true;
    }
    return any;
}

void sse_reader::feed(std::string_view piece)
{
    if (given_.capacity() > most_idle) release(given_);
    piece_ = piece;
}

std::optional<sse_frame> sse_reader::next()
{
    if (piece_.empty()) return std::nullopt;
    if (std::exchange(tail_due_, false) && piece_.front() == '\n')
        return frame(sse_frame::kind::tail, consume({1, false, place::line_start}));

    auto const seen = scan(piece_, at_);
    if (giving_up_ || kept_.size() + seen.size > longest_) return give_up(seen);
    auto const part = consume(seen);
    if (seen.ended && kept_.empty()) return frame(sse_frame::kind::event, part);
    kept_.append(part);
    if (!seen.ended) return std::nullopt;
    return frame(sse_frame::kind::event, release_kept());
}

std::optional<sse_frame> sse_reader::finish()
{
    if (kept_.empty()) return std::nullopt;
    return frame(sse_frame::kind::event, release_kept());
}

sse_reader::stretch sse_reader::scan(std::string_view text, place at)
{
    std::size_t next = 0;
    while (next < text.size()) {
        if (at == place::after_cr && text[next] == '\n') {
            at = place::line_start;
            ++next;
            continue;
        }
        if (at != place::in_line && ends_line(text[next])) return {next + 1, true, place::line_start};
        auto const end = find_line_end(text, next);
        if (end == text.npos) return {text.size(), false, place::in_line};
        at = text[end] == '\r' ? place::after_cr : place::line_start;
        next = end + 1;
    }
    return {text.size(), false, at};
}

sse_frame sse_reader::frame(sse_frame::kind what, std::string_view raw)
{
    sse_frame const made{what, raw, begin_};
    begin_ += raw.size();
    return made;
}

/// Removes a stretch from the front of the piece and returns it.
std::string_view sse_reader::consume(stretch const& seen)
{
    auto const part = piece_.substr(0, seen.size);
    piece_.remove_prefix(seen.size);
    at_ = seen.at;
    if (seen.ended) tail_due_ = part.back() == '\r';
    return part;
}

std::string_view sse_reader::release_kept()
{
    given_.swap(kept_);
    kept_.clear();
    return given_;
}

sse_frame sse_reader::give_up(stretch const& seen)
{
    giving_up_ = true;
    if (!kept_.empty()) return frame(sse_frame::kind::fragment, release_kept());
    giving_up_ = !seen.ended;
    return frame(sse_frame::kind::fragment, consume(seen));
}

} // namespace wayfinder::wire
