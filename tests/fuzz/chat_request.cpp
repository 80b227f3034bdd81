// The request reader and the splice on any bytes: what is accepted must still be accepted once spliced, and
// must then name the model that was put in.
#include "wire/openai/answer_options.hpp"
#include "wire/openai/chat_request.hpp"
#include "wire/openai/splice.hpp"

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

    std::string sent;
    for (auto const piece : splice(body, request.edits, model)) sent.append(piece);
    sent = padded(sent);
    if (reader.read(sent, 32, request)) std::abort();
    if (request.model != "spliced") std::abort();
    return 0;
}
