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

/// Passes an answer on, or reports that there is none. While a stream's client waits longer than promised, it
/// gets a comment, which commits only to a stream: any later outcome is reported in-band.
class client_response final : private net::watch {
public:
    client_response(request_context& context, net::asio::io_context& worker, net::heartbeat& beat);
    ~client_response() override;
    client_response(client_response const&) = delete;
    client_response& operator=(client_response const&) = delete;

    /// From now on no silence of a stream is longer than this, within one heartbeat; 0: no limit.
    void keep_alive(std::chrono::milliseconds silence);

    /// An answer has arrived. Unless it is an event stream, silence is not limited from now on.
    void answer_arrived(bool events);
    /// A comment is being sent: before anything else is written, comment_sent() waits for it.
    [[nodiscard]] bool commenting() const { return commenting_; }
    net::asio::awaitable<void> comment_sent();

    // All return false once the client can no longer be reached.
    net::asio::awaitable<bool> send(net::response_head head, std::string_view body);
    /// The head, unless a comment has sent one, and the first bytes of an event stream. Any other body may be
    /// streamed too, as long as silence is not limited.
    net::asio::awaitable<bool> begin(net::response_head head, std::string_view first);
    net::asio::awaitable<bool> write(std::string_view bytes);
    net::asio::awaitable<bool> finish(std::string_view last);

    /// No answer: sent as an error response or, if a stream has started, as its last event.
    net::asio::awaitable<void> refuse(rejection why);
    /// A stream's last event, after which the connection ends without the end mark of a complete answer.
    net::asio::awaitable<void> break_off(rejection const& why);

    /// A head has been sent.
    [[nodiscard]] bool begun() const { return begun_; }

private:
    void cancel() noexcept override;
    void watch_silence();
    net::asio::awaitable<void> comment(std::shared_ptr<bool const> gone);
    net::asio::awaitable<bool> send_behind_comment(net::response_head head, std::string_view body);

    request_context& context_;
    net::asio::io_context& worker_;
    net::asio::steady_timer commented_; ///< never expires; cancelling it is the signal
    wire::sse_boundary boundary_;
    std::chrono::milliseconds silence_{0};
    std::shared_ptr<bool> gone_; ///< tells a comment still being sent that nothing waits for it
    bool commenting_{};
    bool begun_{};
};

} // namespace wayfinder::gateway
