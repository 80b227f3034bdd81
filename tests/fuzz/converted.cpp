// Answers and streams of arbitrary bytes, converted to the other form: valid JSON. What has been
// converted back and forth once stays as it is when that is done again.
#include "wire/openai/converted.hpp"

#include "fuzz/second_parser.hpp"
#include "wire/json/raw_tree.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

using namespace wayfinder::wire;

namespace {

void expect(bool holds)
{
    if (!holds) std::abort();
}

/// A serialised tree parses to the same tree, to the byte, and is JSON to another parser.
void expect_sound(std::string const& text)
{
    expect(wayfinder::fuzz::another_parser_agrees(wayfinder::fuzz::padded(text)));
    auto const tree = json::raw_tree(text);
    expect(tree.has_value());
    expect(json::text_of(*tree) == text);
}

/// Converted to a stream and back; nullopt if it has an event that is too large to be read.
std::optional<std::string> there_and_back(std::string const& whole)
{
    auto const stream = openai::as_stream(whole, true);
    expect(stream.has_value());
    auto again = openai::as_whole(*stream);
    expect(again.has_value() || stream->size() > (1U << 20U));
    return again;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const bytes{reinterpret_cast<char const*>(data), size};
    if (auto const tree = json::raw_tree(bytes)) expect_sound(json::text_of(*tree));
    if (auto const whole = openai::as_whole(bytes)) {
        expect_sound(*whole);
        if (auto const again = there_and_back(*whole)) {
            expect_sound(*again);
            if (auto const third = there_and_back(*again)) expect(*third == *again);
        }
    }
    static_cast<void>(openai::as_stream(bytes, true));
    return 0;
}
