#include "net/client/connection_opening.hpp"

#include "wire/proxy_header.hpp"

#include <boost/asio/ssl/stream.hpp>

#include <array>
#include <string>

namespace wayfinder::net {
namespace {

constexpr std::chrono::seconds farewell_patience{1};
constexpr unsigned char handshake_record = 22; // RFC 8446, 5.1

/// Returns whether the header is valid.
asio::awaitable<bool> take_proxy_header(stream& with, watch& guard, connection_terms const& terms,
                                        client_origin& who)
{
    using wire::proxy_header;
    std::string bytes;
    for (;;) {
        auto const header = wire::read_proxy_header(bytes);
        if (header.state == proxy_header::progress::malformed) co_return false;
        if (header.state == proxy_header::progress::whole) {
            if (header.source)
                who = terms.origin_of(*header.source);
            else if (!header.of_the_proxy)
                who = {}; // a client without an address, not the proxy itself
            co_return true;
        }
        auto const have = bytes.size();
        bytes.resize(have + header.wanted);
        error_code error;
        auto token = into(error);
        asio::mutable_buffer const space{bytes.data() + have, header.wanted};
        auto const got = co_await with.async_read_some(space, token);
        bytes.resize(have + got);
        if (error || guard.lapsed() != lapse::none) co_return false;
    }
}

asio::awaitable<opening> encrypt(stream& with, watch& guard, asio::ssl::context& identity)
{
    std::array<unsigned char, 1> first{};
    error_code error;
    auto token = into(error);
    auto const space = asio::buffer(first);
    auto const seen = co_await with.socket().async_receive(space, asio::socket_base::message_peek, token);
    if (error || seen == 0) co_return opening::failed;
    if (first[0] != handshake_record) co_return opening::not_encrypted;
    auto& tls = with.start_tls(identity);
    auto again = into(error);
    co_await tls.async_handshake(asio::ssl::stream_base::server, again);
    bool const done = !error && guard.lapsed() == lapse::none;
    co_return done ? opening::open : opening::failed;
}

} // namespace

asio::awaitable<bool> learn_origin(stream& with, watch& guard, connection_terms const& terms,
                                   std::chrono::milliseconds patience, client_origin& who)
{
    if (!terms.settings.proxy_protocol || !who.trusted) co_return true;
    guard.expire_after(patience);
    auto const sound = co_await take_proxy_header(with, guard, terms, who);
    guard.disarm();
    co_return sound;
}

asio::awaitable<opening> begin_encryption(stream& with, watch& guard, asio::ssl::context& identity,
                                          std::chrono::milliseconds patience)
{
    guard.expire_after(patience);
    auto const begun = co_await encrypt(with, guard, identity);
    guard.disarm();
    co_return begun;
}

asio::awaitable<void> end_encryption(stream& with, watch& guard)
{
    auto* const tls = with.tls();
    if (tls == nullptr) co_return;
    guard.expire_after(farewell_patience);
    error_code ignored;
    auto token = into(ignored);
    co_await tls->async_shutdown(token);
    guard.disarm();
}

} // namespace wayfinder::net
