// The gateway that this one takes over from.
#pragma once

#include "net/asio.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <functional>

namespace wayfinder::app {

/// Seen by way of the line that it has left open. What it says counts from the first moment on, also while
/// this process is far from ready.
class predecessor {
public:
    /// Called once, on the context's thread: it has `dismissed` this process, or else has ended.
    using handler = std::function<void(bool dismissed)>;

    predecessor(net::asio::io_context& context, int line, handler gone);

    /// It has not ended, as far as the handler knows.
    [[nodiscard]] bool lives() const { return line_.is_open(); }
    /// Whether it has asked this process to end, though nobody may have been told of that yet.
    [[nodiscard]] bool has_dismissed();
    /// Tells it that this process accepts connections.
    void tell_ready();

private:
    void on_message();

    net::asio::posix::stream_descriptor line_; ///< its end tells that the other process has ended
    handler gone_;
};

} // namespace wayfinder::app
