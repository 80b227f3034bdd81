// The request reader and the splice on arbitrary bytes: what is accepted must still be accepted once spliced,
// and must then name the inserted model.
#include "wire/openai/chat_request.hpp"
#include "wire/openai/answer_options.hpp"
#include "wire/openai/conversation_prints.hpp"
#include "wire/openai/prompt_estimate.hpp"
#include "wire/openai/splice.hpp"

#include "fuzz/second_parser.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace wayfinder::wire::openai;
using namespace wayfinder::fuzz;

namespace {

std::string spliced(std::string const& body, chat_request const& request, usage_wish usage)
{
    static model_text const model{"spliced"};
    std::string sent;
    for (auto const piece : splice(body, request.edits, model, usage)) sent.append(piece);
    return padded(sent);
}

/// What goes upstream is valid, names the model, and asks for the usage if requested.
void check_spliced(chat_request_reader& reader, std::string const& body, chat_request const& request,
                   usage_wish usage)
{
    auto const sent = spliced(body, request, usage);
    chat_request again;
    if (reader.read(sent, 32, again)) std::abort();
    if (again.model != "spliced") std::abort();
    if (again.stream != request.stream || again.max_tokens != request.max_tokens ||
        again.choices != request.choices)
        std::abort();
    if (usage == usage_wish::as_sent && again.wants_usage != request.wants_usage) std::abort();
    if (usage == usage_wish::as_sent) return;
    for (auto const& each : again.edits)
        if (asks_for_usage(each.what)) std::abort();
    if (spliced(sent, again, usage) != sent) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    static chat_request_reader reader;
    auto const body = padded({reinterpret_cast<char const*>(data), size});
    chat_request request;
    if (reader.read(body, 32, request)) return 0;

    std::string text;
    reader.transcript().select(wayfinder::route_scope::all, text);
    if (text.size() > size) std::abort();
    static_cast<void>(read_answer_options(body));
    auto const prints = prints_of(reader.transcript());
    if (prints.before == prints.now) std::abort();
    if (!another_parser_agrees(body)) std::abort();

    if (request.prompt_bound > size + 3'000 * size) std::abort();
    static_cast<void>(estimate_prompt(reader.transcript()));
    for (auto const usage : {usage_wish::as_sent, usage_wish::ask})
        check_spliced(reader, body, request, usage);
    return 0;
}
