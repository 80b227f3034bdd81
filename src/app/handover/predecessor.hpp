// The gateway that this one takes over from.
#pragma once

#include "net/asio.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <functional>

namespace wayfinder::app {

/// Observed through the line that it keeps open. Its messages are handled from construction on, even before
/// this process is ready.
class predecessor {
public:
    /// Called once, on the context's thread: with true if it dismissed this process, false if it
    /// has ended.
    using handler = std::function<void(bool dismissed)>;

    predecessor(net::asio::io_context& context, int line, handler gone);

    /// False once the handler has been called.
    [[nodiscard]] bool lives() const { return line_.is_open(); }
    /// Whether it has asked this process to exit, even if the handler has not run yet.
    [[nodiscard]] bool has_dismissed();
    /// Tells it that this process accepts connections.
    void tell_ready();

private:
    void on_message();

    net::asio::posix::stream_descriptor line_; ///< reaches its end when the other process ends
    handler gone_;
};

} // namespace wayfinder::app
