// A stream of arbitrary bytes, split in different ways: frames, forwarded bytes and usage are the same, and
// the forwarded and held bytes are the stream minus whole events.
#include "wire/openai/stream_meter.hpp"
#include "wire/sse.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace wayfinder::wire;
using namespace wayfinder::wire::openai;

namespace {

void expect(bool holds)
{
    if (!holds) std::abort();
}

/// Calls `take` with pieces whose sizes follow from the seed; each is a separate copy.
template <class Take>
void each_piece(std::string_view stream, unsigned seed, Take&& take)
{
    while (!stream.empty()) {
        seed = seed * 1'103'515'245U + 12'345U;
        std::string const piece{stream.substr(0, 1 + (seed >> 16U) % 23)};
        stream.remove_prefix(piece.size());
        take(piece);
    }
}

/// All events with their positions, for comparison; a short limit, so that oversized ones occur.
std::string frames_of(std::string_view stream, unsigned seed)
{
    sse_reader reader{64};
    std::string joined;
    std::string events;
    std::string data;
    auto const keep = [&](sse_frame const& frame) {
        expect(frame.begin == joined.size());
        joined += frame.raw;
        if (frame.what != sse_frame::kind::event) return;
        expect(frame.raw.size() <= 64);
        events += std::to_string(frame.begin) + (frame.data(data) ? "=" + data : "") + ";";
    };
    each_piece(stream, seed, [&](std::string const& piece) {
        reader.feed(piece);
        while (auto const frame = reader.next()) keep(*frame);
    });
    if (auto const last = reader.finish()) keep(*last);
    expect(joined == stream);
    return events;
}

struct outcome {
    std::string forwarded;
    std::string held;
    answer_usage usage;
    bool done{};
    bool finished{};
    bool has_error{};
};

outcome metered(std::string_view stream, usage_chunk what, unsigned seed)
{
    static stream_chunk_reader reader;
    stream_meter meter{reader, what};
    outcome seen;
    auto const keep = [&](metered_bytes const& bytes) {
        expect(seen.held.empty() || bytes.forward.empty());
        seen.forwarded += bytes.forward;
        seen.held += bytes.hold;
    };
    each_piece(stream, seed, [&](std::string const& piece) { keep(meter.feed(piece)); });
    keep(meter.finish());
    seen.usage = meter.usage();
    seen.done = meter.done();
    seen.finished = meter.finished();
    seen.has_error = !meter.error().empty();
    return seen;
}

bool same_findings(outcome const& one, outcome const& other)
{
    return one.usage.counts == other.usage.counts && one.usage.source == other.usage.source &&
           one.usage.is_completion == other.usage.is_completion && one.done == other.done &&
           one.finished == other.finished && one.has_error == other.has_error;
}

/// The stream without the usage-only events, up to the first [DONE].
std::string without_usage(std::string_view stream)
{
    static stream_chunk_reader chunks;
    sse_reader reader;
    std::string rest;
    std::string data;
    bool dropped = false;
    bool done = false;
    auto const keep = [&](sse_frame const& frame) {
        if (frame.what != sse_frame::kind::tail) {
            bool const has_data = frame.data(data);
            done = done || (has_data && data.starts_with("[DONE]"));
            auto const* chunk = has_data && !done ? chunks.read(data) : nullptr;
            dropped = chunk != nullptr && chunk->is_usage_alone();
        }
        if (!dropped) rest += frame.raw;
    };
    reader.feed(stream);
    while (auto const frame = reader.next()) keep(*frame);
    if (auto const last = reader.finish()) keep(*last);
    return rest;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    if (size == 0) return 0;
    unsigned const seed = data[0];
    std::string_view const stream{reinterpret_cast<char const*>(data) + 1, size - 1};

    expect(frames_of(stream, seed) == frames_of(stream, seed + 1));
    auto const passing = metered(stream, usage_chunk::pass, seed);
    auto const again = metered(stream, usage_chunk::pass, seed + 1);
    expect(passing.forwarded == again.forwarded && passing.held == again.held);
    // Nothing is omitted except what failed or is incomplete.
    sse_boundary end;
    end.feed(stream);
    bool const all_passes = !passing.has_error && end.separator().empty();
    expect(!all_passes || passing.forwarded + passing.held == stream);

    auto const withheld = metered(stream, usage_chunk::withhold, seed);
    auto const otherwise = metered(stream, usage_chunk::withhold, seed + 1);
    expect(withheld.forwarded == otherwise.forwarded && withheld.held == otherwise.held);
    expect(!all_passes || withheld.forwarded + withheld.held == without_usage(stream));
    expect(same_findings(withheld, otherwise) && same_findings(withheld, passing));
    return 0;
}
