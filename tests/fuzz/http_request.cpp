// Requests of arbitrary bytes: the result does not depend on how they are split, and Beast's parser reads
// accepted ones in the same way: framing and fields.
#include "wire/http1/chunked_body.hpp"
#include "wire/http1/head_lines.hpp"
#include "wire/http1/request_head.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace wayfinder::wire::http1;

namespace {

namespace http = boost::beast::http;

constexpr std::size_t most = 4096;

void expect(bool holds)
{
    if (!holds) std::abort();
}

request_head head_of(std::string_view bytes, std::size_t step, request_head::state& state, head_lines& lines)
{
    request_head head{lines};
    std::size_t arrived = 0;
    do {
        arrived = std::min(arrived + step, bytes.size());
        state = head.scan(bytes.substr(0, arrived));
    } while (state == request_head::state::incomplete && arrived < bytes.size());
    return head;
}

struct body_outcome {
    chunked_body::state state;
    std::string body;
    std::size_t used{};

    bool operator==(body_outcome const&) const = default;
};

body_outcome chunks_of(std::string_view bytes, std::size_t step)
{
    chunked_body chunks{most, most};
    body_outcome seen{};
    std::size_t arrived = 0;
    do {
        arrived = std::min(arrived + step, bytes.size());
        seen.used += chunks.take(bytes.substr(seen.used, arrived - seen.used),
                                 [&](std::string_view data) { seen.body.append(data); });
    } while (chunks.now() == chunked_body::state::incomplete && arrived < bytes.size());
    seen.state = chunks.now();
    // How much of an invalid body is read depends on where it was split.
    if (seen.state != chunked_body::state::complete) seen.used = 0;
    return seen;
}

/// The head, then as much of the body as Beast accepts; false if it refuses.
bool put(http::request_parser<http::string_body>& parser, std::string_view bytes, std::size_t& used)
{
    while (!parser.is_done() && used < bytes.size()) {
        boost::system::error_code error;
        auto const taken = parser.put(boost::asio::buffer(bytes.substr(used)), error);
        used += taken;
        if (error && error != http::error::need_more) return false;
        if (taken == 0) break;
    }
    return true;
}

/// Each field by name: the value of the first of them, and of all of them.
void compare_lines(http::request_header<> const& beast, head_lines const& mine)
{
    auto const view = [](auto const& text) { return std::string_view{text.data(), text.size()}; };
    expect(view(beast.method_string()) == mine.method() && view(beast.target()) == mine.target());
    for (auto const& field : beast) {
        auto const name = view(field.name_string());
        auto const range = beast.equal_range(field.name_string());
        auto next = range.first;
        expect(mine.find(name) == view(next->value()));
        mine.each(name, [&](std::string_view value) {
            expect(next != range.second && value == view(next->value()));
            ++next;
        });
        expect(next == range.second);
    }
}

void compare_body(http::request_parser<http::string_body>& parser, request_head const& head,
                  std::string_view bytes, std::size_t step)
{
    auto const rest = bytes.substr(head.size());
    auto used = head.size();
    parser.eager(true);
    bool const taken = put(parser, bytes, used);
    if (!head.chunked()) {
        auto const length = head.content_length().value_or(0);
        bool const whole = rest.size() >= length;
        expect(!taken || parser.is_done() == whole || length == 0);
        expect(!taken || !whole || parser.get().body() == rest.substr(0, static_cast<std::size_t>(length)));
        return;
    }
    auto const mine = chunks_of(rest, step);
    expect(mine == chunks_of(rest, rest.size() + 1));
    if (mine.state != chunked_body::state::complete || !taken) return;
    expect(parser.is_done() && parser.get().body() == mine.body && used == head.size() + mine.used);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    if (size == 0) return 0;
    std::size_t const step = 1 + data[0] % 31;
    std::string bytes{reinterpret_cast<char const*>(data) + 1, size - 1};

    auto whole = request_head::state::incomplete;
    auto pieces = whole;
    head_lines lines;
    head_lines lines_again;
    auto const head = head_of(bytes, bytes.size() + 1, whole, lines);
    auto const again = head_of(bytes, step, pieces, lines_again);
    expect(whole == pieces);
    if (whole != request_head::state::complete) return 0;
    expect(head.size() == again.size() && head.content_length() == again.content_length() &&
           head.chunked() == again.chunked() && head.keep_alive() == again.keep_alive());

    lines.keep(std::string_view{bytes}.substr(0, head.size()));
    if (head.modern()) bytes[bytes.find("\r\n") - 1] = '1'; // Beast supports no other
    http::request_parser<http::string_body> parser;
    parser.body_limit(1U << 20U); // it allocates what is announced
    parser.header_limit(1U << 20U);
    parser.eager(false);
    std::size_t used = 0;
    if (!put(parser, std::string_view{bytes}.substr(0, head.size()), used)) return 0; // it refuses more
    expect(parser.is_header_done() && used == head.size());
    compare_lines(parser.get(), lines);
    expect(parser.chunked() == head.chunked());
    expect(parser.content_length().value_or(0) == (head.chunked() ? 0 : head.content_length().value_or(0)));
    compare_body(parser, head, bytes, step);
    return 0;
}
