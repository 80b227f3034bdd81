// The request reader and the splice on any bytes: what is accepted must still be accepted once spliced, and
// must then name the model that was put in.
#include "wire/openai/chat_request.hpp"
#include "wire/openai/answer_options.hpp"
#include "wire/openai/splice.hpp"

#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace wayfinder::wire::openai;

namespace {

std::string padded(std::string_view body)
{
    std::string copy{body};
    copy.reserve(copy.size() + chat_request_reader::padding);
    return copy;
}

/// simdjson's other front end, which reads the same bytes in another way. It does not take numbers beyond
/// double and lone surrogates; everything else that we take is JSON to it as well.
bool another_parser_agrees(std::string const& body)
{
    static simdjson::dom::parser parser;
    auto const error = parser.parse(body.data(), body.size(), false).error();
    return error == simdjson::SUCCESS || error == simdjson::NUMBER_ERROR || error == simdjson::STRING_ERROR;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    static chat_request_reader reader;
    static model_text const model{"spliced"};
    auto const body = padded({reinterpret_cast<char const*>(data), size});
    chat_request request;
    if (reader.read(body, 32, request)) return 0;

    std::string text;
    reader.transcript().select(wayfinder::route_scope::all, text);
    if (text.size() > size) std::abort();
    static_cast<void>(read_answer_options(body));
    if (!another_parser_agrees(body)) std::abort();

    std::string sent;
    for (auto const piece : splice(body, request.edits, model, usage_wish::as_sent)) sent.append(piece);
    sent = padded(sent);
    if (reader.read(sent, 32, request)) std::abort();
    if (request.model != "spliced") std::abort();
    return 0;
}
