// The gateway that takes over from this one: the same program file, started anew with the listening sockets.
#pragma once

#include "app/reception.hpp"
#include "net/asio.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <functional>
#include <string>

#include <sys/types.h>

namespace wayfinder::app {

/// The sockets stay open all the while, so that nobody who connects is turned away. The program file is found
/// by the name under which this process was started, and may be another version by now.
class successor {
public:
    /// Called once, on the context's thread: with an empty text when the successor accepts connections, else
    /// with the reason why there is none.
    using handler = std::function<void(std::string const& problem)>;

    /// Starts it. Throws boost::system::system_error when there is no process to be had.
    successor(net::asio::io_context& context, std::string program, reception const& sockets, handler done);

    /// Asks it to end as soon as it has begun.
    void dismiss();

private:
    void await_word();
    void hear();

    net::asio::posix::stream_descriptor line_; ///< its end tells the successor that this process has ended
    handler done_;
    pid_t pid_{-1};
};

/// The file that this process runs, to be asked for before it may have been replaced.
std::string program_file();

/// Whether the predecessor, of which there is something to read, has asked this process to end; else it has
/// ended itself.
bool is_dismissed(int predecessor);

/// Tells the predecessor that this process accepts connections.
void tell_ready(int predecessor);

} // namespace wayfinder::app
