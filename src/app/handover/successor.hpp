// The gateway that takes over from this one: the same program file, started anew with the listening sockets.
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

/// The sockets stay open all the while, so that nobody who connects is turned away. The program file is found
/// by the name under which this process was started, and may be another version by now.
class successor {
public:
    /// Called once, on the context's thread: with an empty text when the successor accepts connections, else
    /// with the reason why there is none.
    using handler = std::function<void(std::string const& problem)>;

    /// How long it may take to become ready: the commands for its keys have half of that.
    static constexpr std::chrono::seconds usual_patience{60};
    /// How long it may take to end when it is asked to before it is ready.
    static constexpr std::chrono::seconds after_dismissal{3};

    /// Starts it. Throws boost::system::system_error when there is no process to be had.
    successor(net::asio::io_context& context, std::string program, listener_set const& sockets, handler done,
              std::chrono::milliseconds patience = usual_patience);

    /// Asks it to end as soon as it has begun.
    void dismiss();

    /// Waits for the end of one that is dismissed, and kills it when that takes longer: then false. One that
    /// has become ready after all is not waited for: it ends by itself, once it has answered.
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

    net::asio::posix::stream_descriptor line_; ///< its end tells the successor that this process has ended
    net::asio::steady_timer timer_;
    handler done_;
    pid_t pid_{-1};
    std::optional<int> ended_; ///< as waitpid(2) tells it
    /// For callbacks that are on their way when this object goes.
    std::shared_ptr<bool> here_{std::make_shared<bool>()};
};

/// The file that this process runs, to be asked for before it may have been replaced.
std::string program_file();

} // namespace wayfinder::app
