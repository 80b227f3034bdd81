// What proxies report about clients: the PROXY header, fed as read from a connection, and the forwarding
// headers.
#include "wire/forwarded_hops.hpp"
#include "wire/proxy_header.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace wayfinder::wire;

namespace {

void expect(bool holds)
{
    if (!holds) std::abort();
}

void read_header(std::string_view bytes)
{
    std::size_t have = 0;
    for (;;) {
        auto const header = read_proxy_header(bytes.substr(0, have));
        if (header.state != proxy_header::progress::incomplete) return;
        expect(header.wanted > 0 && have + header.wanted <= longest_proxy_header);
        if (have == bytes.size()) return;
        have = std::min(bytes.size(), have + header.wanted);
    }
}

void read_hops(std::string_view value, forwarded_hops::notation how)
{
    forwarded_hops hops{value, how};
    std::size_t count = 0;
    while (hops.next()) expect(++count <= value.size());
    expect(!hops.next());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    std::string_view const bytes{reinterpret_cast<char const*>(data), size};
    read_header(bytes);
    read_hops(bytes, forwarded_hops::notation::x_forwarded_for);
    read_hops(bytes, forwarded_hops::notation::forwarded);
    return 0;
}
