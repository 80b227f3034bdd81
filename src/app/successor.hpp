// The gateway that takes over from this one: the same executable, started again with the listening sockets.
#pragma once

#include "app/reception.hpp"
#include "net/asio.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <functional>
#include <string>

#include <sys/types.h>

namespace wayfinder::app {

/// The sockets stay open throughout, so that no connection is refused. The executable is found by the name
/// under which this process was started, and may be a different version by now.
class successor {
public:
    /// Called once, on the context's thread: with an empty text when the successor accepts connections, else
    /// with the reason why there is none.
    using handler = std::function<void(std::string const& problem)>;

    /// Starts it. Throws boost::system::system_error if no process can be created.
    successor(net::asio::io_context& context, std::string program, reception const& sockets, handler done);

    /// Asks it to end as soon as it has started.
    void dismiss();

private:
    void await_word();
    void hear();

    net::asio::posix::stream_descriptor line_; ///< closing it tells the successor that this process has ended
    handler done_;
    pid_t pid_{-1};
};

/// The executable of this process; to be queried before it may have been replaced.
std::string program_file();

/// Whether the predecessor, whose socket is readable, asked this process to end; otherwise it has ended.
bool is_dismissed(int predecessor);

/// Reports to the predecessor that this process accepts connections.
void tell_ready(int predecessor);

} // namespace wayfinder::app
