#include "wire/proxy_header.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace wayfinder::wire {
namespace {

using namespace std::string_literals;
using state = proxy_header::progress;

auto const signature = "\r\n\r\n\0\r\nQUIT\n"s;

std::string second(unsigned command, unsigned what, std::string const& block)
{
    auto bytes = signature;
    for (auto const byte : {command, what, static_cast<unsigned>(block.size()) >> 8U,
                            static_cast<unsigned>(block.size()) & 0xFFU})
        bytes.push_back(static_cast<char>(byte));
    return bytes + block;
}

auto const four = "\xC0\x00\x02\x07\x0A\x00\x00\x01\x30\x39\x01\xBB"s;
auto const six =
    "\x20\x01\x0D\xB8"s + std::string(11, '\0') + "\x07"s + std::string(16, '\0') + "\x30\x39\x01\xBB"s;

/// Read as from a connection: never more than wanted. The number of bytes read is added to `used`.
proxy_header fed(std::string_view bytes, std::size_t& used)
{
    for (used = 0;;) {
        auto const header = read_proxy_header(bytes.substr(0, used));
        if (header.state != state::incomplete || used == bytes.size()) return header;
        used = std::min(bytes.size(), used + header.wanted);
    }
}

std::string source_of(proxy_header const& header)
{
    if (!header.source) return "none";
    std::string text;
    for (auto const byte : *header.source) text += std::to_string(byte) + ".";
    return text;
}

auto const mapped_192_0_2_7 = "0.0.0.0.0.0.0.0.0.0.255.255.192.0.2.7."s;
auto const doc_7 = "32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.7."s;

TEST(proxy_header, says_whom_a_connection_is_from)
{
    struct given {
        std::string header;
        std::string source;
    };
    std::vector<given> const cases{
        {"PROXY TCP4 192.0.2.7 10.0.0.1 12345 443\r\n", mapped_192_0_2_7},
        {"PROXY TCP6 2001:db8::7 ::1 12345 443\r\n", doc_7},
        {"PROXY TCP4 192.0.2.7 10.0.0.1 0 65535\r\n", mapped_192_0_2_7},
        {"PROXY UNKNOWN\r\n", "none"},
        {"PROXY UNKNOWN ffff::1 ffff::2 1 2\r\n", "none"},
        {second(0x21, 0x11, four), mapped_192_0_2_7},
        {second(0x21, 0x11, four + "\x03\x00\x04\x01\x02\x03\x04"s), mapped_192_0_2_7}, // with a TLV
        {second(0x21, 0x21, six), doc_7},
        {second(0x20, 0x00, ""), "none"},                    // LOCAL: the proxy itself
        {second(0x20, 0x11, four), "none"},                  // LOCAL, whatever else it says
        {second(0x21, 0x00, ""), "none"},                    // UNSPEC
        {second(0x21, 0x12, four), "none"},                  // a datagram
        {second(0x21, 0x31, std::string(216, 'a')), "none"}, // a Unix socket
    };
    for (auto const& each : cases) {
        std::size_t used = 0;
        auto const header = fed(each.header + "GET / HTTP/1.1\r\n", used);
        EXPECT_EQ(header.state, state::whole) << each.header;
        EXPECT_EQ(source_of(header), each.source) << each.header;
        EXPECT_EQ(header.of_the_proxy, each.header.starts_with(second(0x20, 0, "").substr(0, 13)))
            << each.header;
        EXPECT_EQ(used, each.header.size()) << "what follows belongs to the next protocol: " << each.header;
    }
}

TEST(proxy_header, refuses_what_it_cannot_be_sure_of)
{
    std::vector<std::string> const cases{
        "GET / HTTP/1.1\r\n\r\n",
        "proxy TCP4 192.0.2.7 10.0.0.1 1 2\r\n",
        "PROXY  TCP4 192.0.2.7 10.0.0.1 1 2\r\n",
        "PROXY TCP4  192.0.2.7 10.0.0.1 1 2\r\n",
        "PROXY TCP4 192.0.2.7 10.0.0.1 1 2 \r\n",
        "PROXY TCP4 192.0.2.7 10.0.0.1 1\r\n",
        "PROXY TCP4 192.0.2.7 10.0.0.1 1 2 3\r\n",
        "PROXY TCP4 192.0.2.7 10.0.0.1 1 65536\r\n",
        "PROXY TCP4 192.0.2.7 10.0.0.1 -1 2\r\n",
        "PROXY TCP4 192.0.2.7 10.0.0.1 01 2\r\n",
        "PROXY TCP4 192.0.2.7 10.0.0.1 x 2\r\n",
        "PROXY TCP4 192.0.2.7 10.0.0.1 1 \r\n",
        "PROXY TCP4 192.0.2.777 10.0.0.1 1 2\r\n",
        "PROXY TCP4 192.0.2 10.0.0.1 1 2\r\n",
        "PROXY TCP4 2001:db8::7 ::1 1 2\r\n",
        "PROXY TCP6 192.0.2.7 10.0.0.1 1 2\r\n",
        "PROXY TCP6 2001:db8::7%eth0 ::1 1 2\r\n",
        "PROXY TCP4 192.0.2.7\0 10.0.0.1 1 2\r\n"s,
        "PROXY UDP4 192.0.2.7 10.0.0.1 1 2\r\n",
        "PROXY UNKNOWN\n",
        "PROXY UNKNOWN\r\r\n",
        "PROXY TCP4 192.0.2.7 10.0.0.1 1 2\n\r\n",
        "PROXY UNKNOWN " + std::string(100, 'x') + "\r\n",
        signature.substr(0, 8) + "QUIX\n",
        second(0x11, 0x11, four),           // version 1 in the form of version 2
        second(0x31, 0x11, four),           // version 3
        second(0x22, 0x11, four),           // no such command
        second(0x21, 0x41, four),           // no such family
        second(0x21, 0x13, four),           // no such transport
        second(0x21, 0x11, four.substr(1)), // too short for its addresses
        second(0x21, 0x21, six.substr(1)),
        second(0x21, 0x31, std::string(215, 'a')),
        second(0x21, 0x11, std::string(4096, 'x')), // longer than a header may be
        second(0x21, 0x11, std::string(65535, 'x')),
    };
    for (auto const& each : cases) {
        std::size_t used = 0;
        EXPECT_EQ(fed(each, used).state, state::malformed) << each;
    }
}

TEST(proxy_header, a_part_of_one_is_none)
{
    for (auto const& whole : {"PROXY TCP4 192.0.2.7 10.0.0.1 12345 443\r\n"s, second(0x21, 0x21, six)})
        for (std::size_t size = 0; size < whole.size(); ++size) {
            auto const header = read_proxy_header(std::string_view{whole}.substr(0, size));
            EXPECT_EQ(header.state, state::incomplete) << size;
            EXPECT_LE(size + header.wanted, whole.size());
        }
}

TEST(proxy_header, takes_no_bytes_of_what_follows)
{
    EXPECT_EQ(read_proxy_header(second(0x21, 0x11, four) + "G").state, state::malformed);
    EXPECT_EQ(read_proxy_header("PROXY UNKNOWN\r\nG").state, state::malformed);
}

} // namespace
} // namespace wayfinder::wire
