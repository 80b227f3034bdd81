// The process that takes over from this one: the same program, started again with the listening sockets.
#pragma once

#include "app/listener_set.hpp"
#include "net/asio.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <sys/types.h>

namespace wayfinder::app {

/// The sockets stay open throughout, so that no connection is refused. The program file is the path that this
/// process's executable had at start; it may contain another version by now.
class successor {
public:
    /// Called once, on the context's thread: with an empty text once the successor accepts connections,
    /// otherwise with the reason why it failed.
    using handler = std::function<void(std::string const& problem)>;

    /// Time to become ready; key commands get half of it.
    static constexpr std::chrono::seconds usual_patience{60};
    /// Time to exit after dismissal before it is ready.
    static constexpr std::chrono::seconds after_dismissal{3};

    /// Throws boost::system::system_error if the process cannot be started.
    successor(net::asio::io_context& context, std::string const& program, listener_set const& sockets,
              handler done, std::chrono::milliseconds patience = usual_patience);

    /// Asks it to exit as soon as it can.
    void dismiss();

    /// Waits for a dismissed process to exit and kills it if that takes too long; returns false then. Does
    /// not wait for one that became ready after all: it exits by itself after its answers.
    bool stop_within(std::chrono::milliseconds patience = after_dismissal);

    [[nodiscard]] pid_t pid() const { return pid_; }

private:
    [[nodiscard]] bool is_ready();
    bool ends_within(std::chrono::milliseconds patience);
    void await_word();
    void on_message();
    void await_timeout(std::chrono::milliseconds patience);
    void time_out(std::chrono::milliseconds patience);
    void finish(std::string const& problem);

    net::asio::posix::stream_descriptor line_; ///< closing it tells the successor that this process has ended
    net::asio::steady_timer timer_;
    handler done_;
    pid_t pid_{-1};
    std::optional<int> ended_; ///< exit status from waitpid(2)
    /// Lets callbacks detect that this object is gone.
    std::shared_ptr<bool> here_{std::make_shared<bool>()};
};

/// The executable of this process; read it before the file may be replaced.
std::string program_file();

} // namespace wayfinder::app
