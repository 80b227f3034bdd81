// Whole answers of arbitrary bytes: what is charged is a JSON object with choices, and its counts are
// plausible.
#include "wire/openai/answer_usage.hpp"

#include "fuzz/second_parser.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace wayfinder::wire;
using namespace wayfinder::fuzz;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    static openai::answer_usage_reader reader;
    std::string_view const bytes{reinterpret_cast<char const*>(data), size};
    std::string body{bytes};
    auto const usage = reader.read(body);
    if (body != bytes) std::abort();

    auto const& counts = usage.counts;
    if (!usage.is_completion) {
        if (usage.source != usage_source::missing || counts != token_counts{}) std::abort();
        return 0;
    }
    if (!another_parser_agrees(body)) std::abort();
    if (usage.source == usage_source::missing) std::abort();
    if (counts.prompt > 1'000'000'000 || counts.completion > 1'000'000'000) std::abort();
    if (counts.cached_prompt > counts.prompt) std::abort();
    if (usage.source == usage_source::estimated && counts.completion > size) std::abort();
    return 0;
}
