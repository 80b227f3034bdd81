// One run of an `api_key_cmd`.
#pragma once

#include "config/values/secret.hpp"
#include "net/asio.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <sys/types.h>

namespace wayfinder::app {

/// How a run ended: with a key, or with the reason for its absence.
struct key_outcome {
    config::secret key;
    std::string failure; ///< never contains what the command printed
};

/// The command gets this process's environment and standard error, an empty standard input, and no other open
/// descriptor. It leads its own process group, which is killed on timeout.
class key_command : public std::enable_shared_from_this<key_command> {
public:
    using handler = std::function<void(key_outcome)>;

    /// Runs it. `done` is called once on the context's thread, unless all owners release the command first,
    /// which kills it. A failure to start is also an outcome.
    static std::shared_ptr<key_command> start(net::asio::io_context& context, std::vector<std::string> argv,
                                              std::chrono::milliseconds patience, handler done);

    ~key_command();
    key_command(key_command const&) = delete;
    key_command& operator=(key_command const&) = delete;

private:
    key_command(net::asio::io_context& context, handler done);

    std::string spawn(std::vector<std::string> argv);
    void await_all(std::chrono::milliseconds patience);
    void await_output();
    void read_output();
    void ended();
    void finish(key_outcome outcome);
    void reap();

    net::asio::posix::stream_descriptor output_;
    net::asio::posix::stream_descriptor process_; ///< a pidfd: readable once the process has ended
    net::asio::steady_timer timer_;
    handler done_;
    std::string program_;
    config::secret printed_;
    pid_t pid_{-1}; ///< -1 if there is no process to kill and reap
};

} // namespace wayfinder::app
