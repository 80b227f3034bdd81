// Answers of arbitrary bytes: the result does not depend on how they are split, and what Beast's parser also
// accepts it reads in the same way: status, fields and body.
#include "wire/http1/answer_body.hpp"
#include "wire/http1/answer_head.hpp"

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

void expect(bool holds)
{
    if (!holds) std::abort();
}

struct reading {
    field_list fields;
    answer_head head{fields};
    answer_head::state state{answer_head::state::incomplete};
    std::string body;
    std::size_t used{};
    bool complete{};
};

void read(std::string_view bytes, std::size_t step, reading& seen)
{
    std::size_t arrived = 0;
    while (seen.state == answer_head::state::incomplete && arrived < bytes.size()) {
        arrived = std::min(arrived + step, bytes.size());
        seen.state = seen.head.scan(bytes.substr(0, arrived));
    }
    if (seen.state != answer_head::state::complete) return;
    seen.fields.keep(bytes.substr(0, seen.head.size()));
    answer_body body{seen.head.frame()};
    std::string buffer{bytes.substr(seen.head.size(), arrived - seen.head.size())};
    for (;;) {
        auto const done = body.take({buffer.data(), buffer.size()});
        expect(done.data <= done.used && done.used <= buffer.size());
        seen.body.append(buffer, 0, done.data);
        seen.used += done.used;
        buffer.erase(0, done.used);
        if (body.complete() || !body.complaint().empty() || arrived == bytes.size()) break;
        auto const more = std::min(step, bytes.size() - arrived);
        buffer.append(bytes.substr(arrived, more));
        arrived += more;
    }
    seen.complete = body.complete();
}

using beast_parser = http::response_parser<http::string_body>;

/// False if it refuses.
bool put(beast_parser& parser, std::string_view bytes)
{
    for (std::size_t used = 0; !parser.is_done() && used < bytes.size();) {
        boost::system::error_code error;
        auto const taken = parser.put(boost::asio::buffer(bytes.substr(used)), error);
        used += taken;
        if (error && error != http::error::need_more) return false;
        if (taken == 0) break;
    }
    return true;
}

void compare(std::string_view bytes, reading const& mine)
{
    beast_parser parser;
    parser.body_limit(1U << 20U); // it allocates what is announced
    parser.header_limit(1U << 20U);
    parser.eager(false);
    if (!put(parser, bytes.substr(0, mine.head.size())) || !parser.is_header_done()) return;
    auto const view = [](auto const& text) { return std::string_view{text.data(), text.size()}; };
    expect(parser.get().result_int() == mine.head.status());
    for (auto const& field : parser.get()) {
        auto const first = parser.get().find(field.name_string());
        expect(mine.fields.find(view(field.name_string())) == view(first->value()));
    }
    parser.eager(true); // adds the trailer fields to the others
    if (!put(parser, bytes.substr(mine.head.size()))) return;
    if (mine.complete && parser.is_done()) expect(parser.get().body() == mine.body);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    if (size == 0) return 0;
    std::string_view const bytes{reinterpret_cast<char const*>(data) + 1, size - 1};
    reading whole;
    reading pieces;
    read(bytes, bytes.size() + 1, whole);
    read(bytes, 1 + data[0] % 31, pieces);
    expect(whole.state == pieces.state && whole.complete == pieces.complete && whole.body == pieces.body);
    if (whole.state == answer_head::state::complete) compare(bytes, whole);
    return 0;
}
