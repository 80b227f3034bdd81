// The stand-in's answers: OpenAI's chat completions, with heads as long as OpenAI's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace wayfinder::bench {

/// A complete answer with its usage.
std::string whole_answer();

/// The head of a streamed answer, up to where its chunks begin.
std::string stream_head();

/// What precedes the timestamp in a piece: 16 hexadecimal digits.
inline constexpr std::string_view stamp_mark = R"("content":")";
inline constexpr std::size_t stamp_digits = 16;

/// A piece of a stream as its own chunk, stamped with nanoseconds of the steady clock.
std::string stream_piece(std::uint64_t stamp);

/// The usage, the end mark and the last chunk.
std::string stream_end(std::size_t pieces);

} // namespace wayfinder::bench
