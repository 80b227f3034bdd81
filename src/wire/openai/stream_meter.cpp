#include "wire/openai/stream_meter.hpp"

#include "wire/openai/usage_walk.hpp"
#include "wire/sse.hpp"

#include <algorithm>

namespace wayfinder::wire::openai {
namespace {

bool is_end_mark(std::string_view data)
{
    return data.starts_with("[DONE]");
}

bool is_blank(std::string_view data)
{
    return data.find_first_not_of(" \t\n") == data.npos;
}

} // namespace

metered_bytes stream_meter::feed(std::string_view piece)
{
    forward_.clear();
    hold_.clear();
    events_.feed(piece);
    while (auto const frame = events_.next()) place(*frame);
    return {forward_.view(), hold_.view()};
}

metered_bytes stream_meter::finish()
{
    forward_.clear();
    hold_.clear();
    auto frame = events_.finish();
    if (!frame || !is_sound(*frame)) return {};
    sse_boundary end;
    end.feed(frame->raw);
    last_event_.assign(frame->raw).append(end.separator());
    frame->raw = last_event_;
    place(*frame);
    return {forward_.view(), hold_.view()};
}

/// Whether an unterminated event has complete data.
bool stream_meter::is_sound(sse_frame const& frame)
{
    return frame.data(data_) && (is_end_mark(data_) || reader_.read(data_) != nullptr);
}

/// Places an event as judged, and the rest of its last line end with it.
void stream_meter::place(sse_frame const& frame)
{
    if (frame.what != sse_frame::kind::tail) last_ = judge(frame);
    if (last_ == way::forward) forward_.add(frame.raw);
    if (last_ == way::hold) hold_.add(frame.raw);
}

stream_meter::way stream_meter::judge(sse_frame const& frame)
{
    if (done_) return way::hold;
    if (!error_.empty()) return way::drop;
    if (frame.what == sse_frame::kind::fragment) return take_unread(frame.raw);
    if (!frame.data(data_)) return way::forward;
    if (is_end_mark(data_)) {
        done_ = true;
        return way::hold;
    }
    if (is_blank(data_)) return way::forward; // some servers send these to keep a connection alive
    auto const* chunk = reader_.read(data_);
    if (chunk != nullptr && !chunk->is_error) return meter(*chunk);
    error_ = data_;
    error_reported_ = chunk != nullptr && chunk->has_error;
    return error_reported_ ? way::forward : way::drop;
}

/// For an event that is too long to read. Anything that long has content.
stream_meter::way stream_meter::take_unread(std::string_view raw)
{
    content_ = answered_ = true;
    said_.add(raw);
    return way::forward;
}

stream_meter::way stream_meter::meter(stream_chunk const& chunk)
{
    bool const speaks = std::any_of(chunk.texts.begin(), chunk.texts.end(),
                                    [](std::string_view text) { return !text.empty(); });
    content_ = content_ || speaks || chunk.finished != 0;
    answered_ = answered_ || chunk.spoken != 0 || chunk.usage;
    spoken_ |= chunk.spoken;
    finished_ |= chunk.finished;
    for (auto const text : chunk.texts) said_.add_json(text);
    if (chunk.usage) {
        reported_ = chunk.usage;
        said_at_report_ = said_.tokens();
    }
    bool const withheld = usage_chunk_ == usage_chunk::withhold && chunk.is_usage_alone();
    return withheld ? way::drop : way::forward;
}

answer_usage stream_meter::usage() const
{
    if (!answered_) return {};
    auto const unreported = said_.tokens() - said_at_report_;
    if (reported_ && unreported == 0) return {*reported_, source_of(*reported_), true};
    auto counts = reported_.value_or(token_counts{});
    counts.completion += unreported;
    return {counts, usage_source::estimated, true};
}

} // namespace wayfinder::wire::openai
