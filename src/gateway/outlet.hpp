// The client's end of one delivery.
#pragma once

#include "gateway/context.hpp"
#include "gateway/rejection.hpp"
#include "net/heartbeat.hpp"
#include "wire/sse.hpp"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace wayfinder::gateway {

/// Passes an answer on, and says so when there is none. While a stream's client waits for longer than it was
/// promised, it gets a comment, which commits to nothing but to a stream: whatever happens then is told
/// in-band.
class outlet final : private net::watch {
public:
    outlet(request_context& context, net::asio::io_context& worker, net::heartbeat& beat);
    ~outlet() override;
    outlet(outlet const&) = delete;
    outlet& operator=(outlet const&) = delete;

    /// From now on no silence of a stream is longer than this, give or take a beat; 0: silence is fine.
    void keep_alive(std::chrono::milliseconds silence);

    /// An answer is there. Unless it is a stream of events, silence is fine from now on.
    void settle(bool events);
    /// A comment is on its way: before anything else is written, quiet() lets it get there.
    [[nodiscard]] bool commenting() const { return commenting_; }
    net::asio::awaitable<void> quiet();

    // All answer false once the client can no longer be reached.
    net::asio::awaitable<bool> send(net::response_head head, std::string_view body);
    /// The head, unless a comment has sent one, and the first bytes of a stream of events. Any other body may
    /// be streamed as well, as long as no silence was forbidden.
    net::asio::awaitable<bool> begin(net::response_head head, std::string_view first);
    net::asio::awaitable<bool> write(std::string_view bytes);
    net::asio::awaitable<bool> finish(std::string_view last);

    /// No answer: as an error response, or, where a stream has begun, as its last event.
    net::asio::awaitable<void> refuse(rejection why);
    /// A stream's last event, after which the connection ends without the mark of a whole answer.
    net::asio::awaitable<void> break_off(rejection const& why);

    /// A head has been sent.
    [[nodiscard]] bool begun() const { return begun_; }

private:
    void cancel() noexcept override;
    void listen();
    net::asio::awaitable<void> comment(std::shared_ptr<bool const> gone);
    net::asio::awaitable<bool> send_behind_comment(net::response_head head, std::string_view body);

    request_context& context_;
    net::asio::io_context& worker_;
    net::asio::steady_timer commented_; ///< never expires; its cancellation is the sign
    wire::sse_boundary boundary_;
    std::chrono::milliseconds silence_{0};
    std::shared_ptr<bool> gone_; ///< tells a comment that is still on its way that nobody waits for it
    bool commenting_{};
    bool begun_{};
};

} // namespace wayfinder::gateway
