#include "wire/openai/stream_meter.hpp"

#include "wire/openai/usage_walk.hpp"

#include <algorithm>

namespace wayfinder::wire::openai {

metered_bytes stream_meter::feed(std::string_view piece)
{
    forward_.clear();
    hold_.clear();
    auto const begin = fed_;
    fed_ += piece.size();
    events_.feed(piece);
    while (auto const frame = events_.next()) place(*frame);
    if (usage_chunk_ == usage_chunk::withhold) return {forward_.view(), hold_.view()};

    // Every byte passes, those of unfinished events too, until the end is known for what it is.
    auto const passing = !done_ ? piece.size() : end_begin_ > begin ? end_begin_ - begin : 0;
    return {piece.substr(0, passing), piece.substr(passing)};
}

metered_bytes stream_meter::finish()
{
    forward_.clear();
    hold_.clear();
    if (auto const frame = events_.finish()) place(*frame);
    return {forward_.view(), hold_.view()};
}

/// An event goes where it belongs, and the rest of its last line end with it.
void stream_meter::place(sse_frame const& frame)
{
    if (frame.what != sse_frame::kind::tail) last_ = judge(frame);
    if (usage_chunk_ == usage_chunk::pass) return;
    if (last_ == way::forward) forward_.add(frame.raw);
    if (last_ == way::hold) hold_.add(frame.raw);
}

stream_meter::way stream_meter::judge(sse_frame const& frame)
{
    if (done_) return way::hold;
    if (frame.what == sse_frame::kind::fragment) content_ = true;
    if (frame.what == sse_frame::kind::fragment || !frame.data(data_)) return way::forward;
    if (data_ == "[DONE]") {
        done_ = true;
        end_begin_ = frame.begin;
        return way::hold;
    }
    auto const* chunk = reader_.read(data_);
    if (chunk != nullptr) return meter(*chunk);
    content_ = true; // whatever it is
    return way::forward;
}

stream_meter::way stream_meter::meter(stream_chunk const& chunk)
{
    if (chunk.is_error && error_.empty()) error_ = data_;
    bool const speaks = std::any_of(chunk.texts.begin(), chunk.texts.end(),
                                    [](std::string_view text) { return !text.empty(); });
    content_ = content_ || speaks || chunk.finished != 0 || (!chunk.has_choices && !chunk.is_error);
    answered_ = answered_ || chunk.spoken != 0 || chunk.usage;
    spoken_ |= chunk.spoken;
    finished_ |= chunk.finished;
    for (auto const text : chunk.texts) said_.add_json(text);
    if (chunk.usage) {
        reported_ = chunk.usage;
        said_at_report_ = said_.tokens();
    }
    return chunk.is_usage_alone() ? way::drop : way::forward;
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
