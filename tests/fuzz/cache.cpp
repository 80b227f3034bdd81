// What the response cache reads: a request's meaning, which no edit on the way upstream may change, and
// stored answers, which survive conversion to the other form and back.
#include "wire/openai/chat_request.hpp"
#include "wire/openai/replay.hpp"
#include "wire/openai/splice.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace wayfinder::wire::openai;

namespace {

void expect(bool holds)
{
    if (!holds) std::abort();
}

std::string padded(std::string_view body)
{
    std::string copy{body};
    copy.reserve(copy.size() + chat_request_reader::padding);
    return copy;
}

void read_request(std::string_view bytes)
{
    static chat_request_reader reader;
    static model_text const model{"spliced"};
    auto const body = padded(bytes);
    chat_request request;
    if (reader.read(body, 32, request)) return;
    auto const meaning = reader.request_fingerprint(false);
    if (reader.request_fingerprint(true)) expect(meaning.has_value());

    std::string sent;
    for (auto const piece : splice(body, request.edits, model, usage_wish::ask)) sent.append(piece);
    auto const expect_same = [&](std::string const& other) {
        expect(!reader.read(other, 32, request));
        expect(reader.request_fingerprint(false) == meaning);
    };
    expect_same(padded(sent));
    expect_same(padded(" " + body + "\n"));
}

std::string replayed(std::string const& body, bool event_stream, wanted_form const& wanted)
{
    auto const form = examine(body, event_stream);
    expect(form.has_value());
    auto out = replay(body, *form, wanted);
    expect(out && examine(*out, wanted.event_stream));
    return *out;
}

/// A whole answer converted to a stream and back.
std::string there_and_back(std::string const& whole)
{
    auto const stream = replayed(whole, false, {true, true});
    auto const without_usage = replayed(whole, false, {true, false});
    expect(replayed(stream, true, {true, false}) == without_usage);
    return replayed(stream, true, {false, false});
}

/// Members may be reordered, but only once.
void expect_settled(std::string const& whole)
{
    auto const once = there_and_back(whole);
    expect(there_and_back(once) == once);
}

void read_answer(std::string const& body)
{
    if (examine(body, false)) expect_settled(body);
    if (!examine(body, true)) return;
    expect_settled(replayed(body, true, {false, false}));
    replayed(body, true, {true, false});
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string const bytes{reinterpret_cast<char const*>(data), size};
    read_request(bytes);
    read_answer(bytes);
    return 0;
}
