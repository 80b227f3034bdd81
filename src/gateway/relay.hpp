// From an upstream's answer to the client's: which headers pass, when the answer is committed, how it fails.
#pragma once

#include "gateway/context.hpp"
#include "net/answer.hpp"

#include <optional>
#include <string_view>

namespace wayfinder::gateway {

/// The name under which an upstream's header field reaches the client; empty for one that stays here.
std::string_view relayed_name(std::string_view upstream_field);

/// Relays one answer whose head has arrived.
///
/// Nothing is sent until something is certain: an event stream commits with its first bytes, any other answer
/// when it is whole, or when it outgrows what is held back. A failure before that is returned, for the caller
/// to turn into an error; after it, a stream ends with an error event and every answer with its connection.
class relay {
public:
    relay(request_context const& context, net::answer& from) : context_{context}, from_{from} {}

    net::asio::awaitable<net::failure> run();

private:
    net::asio::awaitable<net::failure> hold();
    net::asio::awaitable<void> send_whole();
    net::asio::awaitable<void> stream();
    net::asio::awaitable<void> report_cut(net::failure failure, std::string_view separator);
    [[nodiscard]] net::response_head head() const;

    /// An answer of up to this size is known to be whole before its first byte is sent.
    static constexpr std::size_t most_held = 1U << 20U;

    request_context const& context_;
    net::answer& from_;
    bool event_stream_{};
    bool encoded_{}; ///< compressed, so that nothing can be put between its bytes
    bool ended_{};
    std::string held_;
};

} // namespace wayfinder::gateway
