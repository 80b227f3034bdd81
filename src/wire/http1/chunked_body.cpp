#include "wire/http1/chunked_body.hpp"

#include "wire/http1/grammar.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace wayfinder::wire::http1 {
namespace {

constexpr std::size_t most_digits = 16; // of a 64-bit number

void skip_blanks(std::string_view& text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
}

bool skip_token(std::string_view& text)
{
    auto const length = span_of(text, token_char);
    text.remove_prefix(length);
    return length > 0;
}

bool skip_quoted(std::string_view& text)
{
    for (std::size_t i = 1; i < text.size() && is(text[i], value_char); ++i) {
        if (text[i] == '"') {
            text.remove_prefix(i + 1);
            return true;
        }
        if (text[i] == '\\' && (++i == text.size() || !is(text[i], value_char))) return false;
    }
    return false;
}

/// What may follow a chunk's size (RFC 9112, 7.1.1).
bool are_extensions(std::string_view text)
{
    while (!text.empty()) {
        skip_blanks(text);
        if (!text.starts_with(';')) return false;
        text.remove_prefix(1);
        skip_blanks(text);
        if (!skip_token(text)) return false;
        auto value = text;
        skip_blanks(value);
        if (!value.starts_with('=')) continue;
        value.remove_prefix(1);
        skip_blanks(value);
        if (!(value.starts_with('"') ? skip_quoted(value) : skip_token(value))) return false;
        text = value;
    }
    return true;
}

/// Fields for which only the head counts.
bool is_of_the_head(std::string_view name)
{
    constexpr std::array<std::string_view, 12> reserved{"transfer-encoding",
                                                        "content-length",
                                                        "content-encoding",
                                                        "content-type",
                                                        "content-range",
                                                        "host",
                                                        "connection",
                                                        "trailer",
                                                        "expect",
                                                        "te",
                                                        "authorization",
                                                        "upgrade"};
    return std::any_of(reserved.begin(), reserved.end(),
                       [&](std::string_view each) { return same_word(name, each); });
}

} // namespace

chunked_body::step chunked_body::advance(std::string_view input)
{
    switch (part_) {
    case part::data:
        return take_data(input);
    case part::data_end:
        return take_data_end(input);
    case part::size:
    case part::trailer:
        break;
    }
    return take_line(input);
}

chunked_body::step chunked_body::take_data(std::string_view input)
{
    auto const size = static_cast<std::size_t>(std::min<std::uint64_t>(left_, input.size()));
    data_ += size;
    left_ -= size;
    if (left_ == 0) part_ = part::data_end;
    return {size, input.substr(0, size), left_ > 0};
}

chunked_body::step chunked_body::take_data_end(std::string_view input)
{
    constexpr std::string_view line_end = "\r\n";
    auto const seen = input.substr(0, line_end.size());
    if (!line_end.starts_with(seen)) refuse("a chunk is longer than its size");
    if (seen.size() < line_end.size()) return {.stuck = true};
    part_ = part::size;
    return {line_end.size()};
}

chunked_body::step chunked_body::take_line(std::string_view input)
{
    auto const end = input.find('\n', scanned_);
    if (end == input.npos) {
        scanned_ = input.size();
        if (input.size() > most_overhead_ - overhead_) state_ = state::too_much_overhead;
        return {.stuck = true};
    }
    scanned_ = 0;
    if (end == 0 || input[end - 1] != '\r') {
        refuse("a line of the chunked body ends in LF without CR");
        return {};
    }
    auto const line = input.substr(0, end - 1);
    if (part_ == part::size)
        read_size(line);
    else
        read_trailer(line);
    return {end + 1};
}

void chunked_body::read_size(std::string_view line)
{
    auto const* const end = line.data() + line.size();
    auto const [stop, error] = std::from_chars(line.data(), end, left_, 16);
    auto const digits = static_cast<std::size_t>(stop - line.data());
    if (digits == 0 || digits > most_digits || error != std::errc{})
        return refuse("a chunk's size is not a hexadecimal number of up to 16 digits");
    if (!are_extensions(line.substr(digits)))
        return refuse("a chunk's size is followed by an invalid extension");
    if (whose_ == owner::answer) overhead_ = 0;
    spend(line.size() - digits);
    if (left_ > most_data_ - std::min(data_, most_data_)) state_ = state::too_large;
    part_ = left_ == 0 ? part::trailer : part::data;
}

void chunked_body::read_trailer(std::string_view line)
{
    if (line.empty()) {
        state_ = state::complete;
        return;
    }
    field read;
    if (!read_field(line, read)) return refuse(what_is_wrong(line));
    if (whose_ == owner::request && is_of_the_head(read.name))
        return refuse("a trailer field would override the head");
    spend(line.size());
}

void chunked_body::spend(std::size_t overhead)
{
    overhead_ += overhead;
    if (overhead_ > most_overhead_) state_ = state::too_much_overhead;
}

void chunked_body::refuse(std::string_view complaint)
{
    state_ = state::malformed;
    complaint_ = complaint;
}

} // namespace wayfinder::wire::http1
