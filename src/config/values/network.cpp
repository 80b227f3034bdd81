#include "config/values/network.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace wayfinder::config {

namespace {

constexpr unsigned mapped_bits = 96; // before an IPv4 address

} // namespace

bool network::contains(address_bytes const& address) const
{
    auto const whole = bits / 8;
    auto const rest = bits % 8;
    if (!std::equal(base.begin(), base.begin() + whole, address.begin())) return false;
    if (rest == 0) return true;
    auto const mask = static_cast<unsigned char>(0xFF00U >> rest);
    return (base[whole] & mask) == (address[whole] & mask);
}

std::optional<address_bytes> parse_address(std::string_view text)
{
    std::string const terminated{text};
    address_bytes parsed{};
    if (text.find('\0') != text.npos) return std::nullopt;
    if (inet_pton(AF_INET6, terminated.c_str(), parsed.data()) == 1) return parsed;
    in_addr four{};
    if (inet_pton(AF_INET, terminated.c_str(), &four) != 1) return std::nullopt;
    parsed[10] = parsed[11] = 0xFF;
    std::memcpy(parsed.data() + 12, &four, sizeof four);
    return parsed;
}

std::optional<network> parse_network(std::string_view text)
{
    auto const slash = text.find('/');
    auto const address = parse_address(text.substr(0, slash));
    if (!address) return std::nullopt;
    if (slash == text.npos) return network{*address, 128};
    auto const digits = text.substr(slash + 1);
    bool const short_form = text.find(':') == text.npos;
    unsigned bits = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    if (error != std::errc{} || end != digits.data() + digits.size() || bits > (short_form ? 32U : 128U))
        return std::nullopt;
    return network{*address, short_form ? bits + mapped_bits : bits};
}

} // namespace wayfinder::config
