#include "wire/proxy_header.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include <arpa/inet.h>

namespace wayfinder::wire {

namespace {

using namespace std::string_view_literals;
using address = std::array<unsigned char, 16>;

constexpr auto signature = "\r\n\r\n\0\r\nQUIT\n"sv; // version 2
constexpr auto first_word = "PROXY "sv;              // version 1
constexpr std::size_t fixed_part = 16;               // version 2
constexpr std::size_t longest_line = 107;            // version 1, including its line end

constexpr proxy_header malformed{proxy_header::progress::malformed};
constexpr proxy_header of_the_proxy{proxy_header::progress::whole, 0, {}, true};

proxy_header whole(std::optional<address> source = {})
{
    return {proxy_header::progress::whole, 0, source};
}

proxy_header incomplete(std::size_t wanted)
{
    return {proxy_header::progress::incomplete, wanted};
}

unsigned byte_at(std::string_view bytes, std::size_t place)
{
    return static_cast<unsigned char>(bytes[place]);
}

address mapped(std::string_view four)
{
    address result{};
    result[10] = result[11] = 0xFF;
    std::copy(four.begin(), four.end(), result.begin() + 12);
    return result;
}

/// The source of a TCP connection. Datagrams and Unix sockets have no usable source.
std::optional<address> source_in(std::string_view block, unsigned family_and_transport)
{
    if (family_and_transport == 0x11) return mapped(block.substr(0, 4));
    if (family_and_transport != 0x21) return std::nullopt;
    address result{};
    std::copy_n(block.begin(), result.size(), result.begin());
    return result;
}

/// Length of the addresses that precede anything else in the block.
std::size_t addresses_of(unsigned family_and_transport)
{
    switch (family_and_transport >> 4U) {
    case 1:
        return 12;
    case 2:
        return 36;
    case 3:
        return 216;
    default:
        return 0;
    }
}

proxy_header read_second_version(std::string_view bytes)
{
    if (bytes.size() < fixed_part) return incomplete(fixed_part - bytes.size());
    auto const command = byte_at(bytes, 12);
    auto const what = byte_at(bytes, 13);
    auto const length = (std::size_t{byte_at(bytes, 14)} << 8U) + byte_at(bytes, 15);
    bool const known = (command == 0x20 || command == 0x21) && (what >> 4U) <= 3 && (what & 0xFU) <= 2;
    if (!known || fixed_part + length > longest_proxy_header) return malformed;
    bool const local = command == 0x20;
    if (!local && length < addresses_of(what)) return malformed;
    if (bytes.size() < fixed_part + length) return incomplete(fixed_part + length - bytes.size());
    if (bytes.size() > fixed_part + length) return malformed;
    return local ? of_the_proxy : whole(source_in(bytes.substr(fixed_part), what));
}

/// Takes the next word; words are separated by single blanks.
std::string_view take_word(std::string_view& line)
{
    auto const blank = std::min(line.find(' '), line.size());
    auto const word = line.substr(0, blank);
    line.remove_prefix(std::min(blank + 1, line.size()));
    return word;
}

std::optional<address> parsed(std::string_view text, int family)
{
    address result{};
    std::string const terminated{text};
    if (text.find('\0') != text.npos || inet_pton(family, terminated.c_str(), result.data()) != 1)
        return std::nullopt;
    if (family == AF_INET6) return result;
    return mapped({reinterpret_cast<char const*>(result.data()), 4});
}

bool is_port(std::string_view text)
{
    unsigned port = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    bool const padded = text.size() > 1 && text.front() == '0';
    return error == std::errc{} && end == text.data() + text.size() && port <= 65'535 && !padded;
}

/// `TCP4 <source> <destination> <source port> <destination port>`, or `UNKNOWN` followed by anything.
proxy_header read_line(std::string_view line)
{
    auto const what = take_word(line);
    if (what == "UNKNOWN") return whole();
    if (what != "TCP4" && what != "TCP6") return malformed;
    if (std::count(line.begin(), line.end(), ' ') != 3) return malformed;
    auto const family = what == "TCP4" ? AF_INET : AF_INET6;
    auto const source = parsed(take_word(line), family);
    auto const destination = parsed(take_word(line), family);
    auto const source_port = take_word(line);
    bool const sound = source && destination && is_port(source_port) && is_port(line);
    return sound ? whole(source) : malformed;
}

proxy_header read_first_version(std::string_view bytes)
{
    auto const end = bytes.find('\n');
    if (end == bytes.npos) {
        auto const wanted = bytes.ends_with('\r') ? std::size_t{1} : std::size_t{2};
        return bytes.size() + wanted > longest_line ? malformed : incomplete(wanted);
    }
    bool const ends_well = end + 1 == bytes.size() && end > 0 && bytes[end - 1] == '\r';
    if (!ends_well) return malformed;
    auto const line = bytes.substr(first_word.size(), end - 1 - first_word.size());
    return line.find('\r') == line.npos ? read_line(line) : malformed;
}

bool agrees(std::string_view bytes, std::string_view beginning)
{
    auto const compared = std::min(bytes.size(), beginning.size());
    return bytes.substr(0, compared) == beginning.substr(0, compared);
}

} // namespace

proxy_header read_proxy_header(std::string_view bytes)
{
    bool const second = agrees(bytes, signature);
    if (!second && !agrees(bytes, first_word)) return malformed;
    // The shortest version 1 line, "PROXY UNKNOWN", is longer than this.
    if (bytes.size() < signature.size()) return incomplete(signature.size() - bytes.size());
    return second ? read_second_version(bytes) : read_first_version(bytes);
}

} // namespace wayfinder::wire
