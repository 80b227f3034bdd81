#include "wire/openai/replay.hpp"

#include "wire/openai/answer_parts.hpp"
#include "wire/openai/answer_parts_reader.hpp"
#include "wire/sse_reader.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace wayfinder::wire::openai {
namespace {

bool is_nothing(std::string_view json)
{
    return json == "null" || json == "[]";
}

/// Whether it is a complete answer, with nothing that either form cannot express.
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

/// A parsed answer, and the position of the usage event in its stream.
struct reading {
    answer_parts parts;
    byte_range usage_chunk;
};

std::optional<reading> read_whole(std::string_view body)
{
    thread_local answer_parts_reader reader; // reuses buffers
    reading found;
    std::string text{body};
    if (!reader.read(text, "message", found.parts)) return std::nullopt;
    return found;
}

/// The events of a stream up to `[DONE]`, after which nothing may follow.
class stream_reading {
public:
    bool take(sse_frame const& frame)
    {
        auto const end = frame.begin + frame.raw.size();
        if (frame.what == sse_frame::kind::tail && found_.usage_chunk.end == frame.begin)
            found_.usage_chunk.end = end; // the rest of its line end
        if (!frame.data(data_)) return true;
        if (done_) return false;
        done_ = data_ == "[DONE]";
        if (done_) return true;
        auto const chunk = reader_.read(data_, "delta", found_.parts);
        if (chunk && chunk->is_usage_alone()) return take_usage({frame.begin, end});
        return chunk.has_value();
    }

    std::optional<reading> finish() { return done_ ? std::optional{std::move(found_)} : std::nullopt; }

private:
    /// A second one could not be omitted together with the first.
    bool take_usage(byte_range where)
    {
        bool const first = found_.usage_chunk.end == 0;
        found_.usage_chunk = where;
        return first;
    }

    answer_parts_reader reader_;
    reading found_;
    std::string data_;
    bool done_{};
};

std::optional<reading> read_stream(std::string_view body)
{
    sse_reader events{body.size()}; // no event is too long
    events.feed(body);
    stream_reading stream;
    while (auto const frame = events.next())
        if (!stream.take(*frame)) return std::nullopt;
    if (auto const frame = events.finish(); frame && !stream.take(*frame)) return std::nullopt;
    return stream.finish();
}

std::optional<reading> read(std::string_view body, bool event_stream)
{
    auto found = event_stream ? read_stream(body) : read_whole(body);
    if (found && !is_complete(found->parts)) return std::nullopt;
    return found;
}

std::string without(std::string_view body, byte_range part)
{
    return std::string{body.substr(0, part.begin)}.append(body.substr(part.end));
}

} // namespace

std::optional<stored_form> examine(std::string_view body, bool event_stream)
{
    auto const found = read(body, event_stream);
    if (!found) return std::nullopt;
    return stored_form{event_stream, found->usage_chunk};
}

std::optional<std::string> replay(std::string_view body, stored_form const& form, wanted_form const& wanted)
{
    if (fits(form, wanted)) return std::string{body};
    if (form.event_stream == wanted.event_stream) return without(body, form.usage_chunk);
    auto const found = read(body, form.event_stream);
    if (!found) return std::nullopt;
    if (!wanted.event_stream) return whole_answer(found->parts);
    std::vector<std::string> const text{std::string{found->parts.message.get("content")}};
    std::string out;
    for (auto const& event : answer_events(found->parts, text, wanted.include_usage)) out.append(event);
    return out;
}

} // namespace wayfinder::wire::openai
