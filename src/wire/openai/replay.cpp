#include "wire/openai/replay.hpp"

#include "wire/openai/answer_parts.hpp"
#include "wire/openai/answer_parts_reader.hpp"
#include "wire/openai/stream_meter.hpp"
#include "wire/sse_reader.hpp"

#include <algorithm>
#include <array>

namespace wayfinder::wire::openai {
namespace {

bool is_nothing(std::string_view json)
{
    return json == "null" || json == "[]";
}

/// Whether it is an answer at all, and no more than the two forms can both tell.
bool is_complete(answer_parts const& parts)
{
    constexpr std::array<std::string_view, 3> other_ends{R"("tool_calls")", R"("function_call")",
                                                         R"("error")"};
    auto const content = parts.message.get("content");
    auto const end = parts.choice.get("finish_reason");
    bool const has_text = content.starts_with('"') && content != R"("")";
    bool const has_ended =
        end.starts_with('"') && std::find(other_ends.begin(), other_ends.end(), end) == other_ends.end();
    return has_text && has_ended && is_nothing(parts.message.get("tool_calls")) &&
           is_nothing(parts.message.get("function_call")) && is_nothing(parts.message.get("audio"));
}

std::optional<answer_parts> read_whole(std::string_view body)
{
    answer_parts_reader reader;
    answer_parts parts;
    std::string text{body};
    if (!reader.read(text, "message", parts)) return std::nullopt;
    return parts;
}

/// The chunks of a stream up to its `[DONE]`, behind which nothing may follow.
class stream_reading {
public:
    bool take(sse_frame const& frame)
    {
        if (!frame.data(data_)) return true;
        if (done_) return false;
        done_ = data_ == "[DONE]";
        return done_ || reader_.read(data_, "delta", parts_);
    }

    std::optional<answer_parts> finish() { return done_ ? std::optional{std::move(parts_)} : std::nullopt; }

private:
    answer_parts_reader reader_;
    answer_parts parts_;
    std::string data_;
    bool done_{};
};

std::optional<answer_parts> read_stream(std::string_view body)
{
    sse_reader events{body.size()}; // no event is too long
    events.feed(body);
    stream_reading reading;
    while (auto const frame = events.next())
        if (!reading.take(*frame)) return std::nullopt;
    if (auto const frame = events.finish(); frame && !reading.take(*frame)) return std::nullopt;
    return reading.finish();
}

std::optional<answer_parts> read(stored_answer const& answer)
{
    auto parts = answer.event_stream ? read_stream(answer.body) : read_whole(answer.body);
    if (parts && !is_complete(*parts)) return std::nullopt;
    return parts;
}

/// What a client gets that has not asked for the usage.
std::string without_usage(std::string_view stream)
{
    stream_chunk_reader reader;
    stream_meter meter{reader, usage_chunk::withhold};
    std::string out;
    auto const add = [&](metered_bytes const& bytes) { out.append(bytes.forward).append(bytes.hold); };
    add(meter.feed(stream));
    add(meter.finish());
    return out;
}

} // namespace

bool is_storable(stored_answer const& answer)
{
    return read(answer).has_value();
}

std::optional<std::string> replay_whole(stored_answer const& answer)
{
    if (!answer.event_stream) return std::string{answer.body};
    auto const parts = read(answer);
    if (!parts) return std::nullopt;
    return whole_answer(*parts);
}

std::optional<std::string> replay_stream(stored_answer const& answer, bool include_usage)
{
    if (answer.event_stream) return include_usage ? std::string{answer.body} : without_usage(answer.body);
    auto const parts = read(answer);
    if (!parts) return std::nullopt;
    std::string out;
    for (auto const& event :
         answer_events(*parts, {std::string{parts->message.get("content")}}, include_usage))
        out.append(event);
    return out;
}

} // namespace wayfinder::wire::openai
