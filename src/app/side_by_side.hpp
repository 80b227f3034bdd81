// Sends the same prompt to two models at once, for a person who compares the answers.
#pragma once

#include "gateway/upstream/direct_question.hpp"
#include "net/client/upstream_pool.hpp"
#include "net/heartbeat.hpp"

#include <array>
#include <chrono>
#include <functional>
#include <string>

namespace wayfinder::app {

/// Has its own event loop, which runs while a question is in flight. Connections are kept between questions.
class side_by_side {
public:
    using arms = std::array<gateway::target const*, 2>;
    using replies = std::array<gateway::direct_reply, 2>;
    /// Called every second with the time since the question was sent.
    using progress = std::function<void(std::chrono::seconds)>;

    /// Once `interruption`, a file descriptor, is readable, calls in flight are aborted. `metadata_allowed`
    /// is gateway.allow_metadata_hosts. Throws std::runtime_error if the system has no sockets left.
    side_by_side(arms who, int interruption, bool metadata_allowed);
    ~side_by_side();
    side_by_side(side_by_side const&) = delete;
    side_by_side& operator=(side_by_side const&) = delete;

    /// Both replies, in the order of the arms.
    replies ask(std::string const& prompt, progress const& waiting);

private:
    // Destroyed in reverse order: sockets and timers before the context that they belong to.
    net::asio::io_context context_{1};
    net::heartbeat beat_{context_};
    net::upstream_pool upstreams_{context_, beat_};
    arms who_;
    int interruption_;
    net::tcp::socket::native_handle_type line_[2]{-1, -1}; ///< shut down here, it aborts the call there
};

} // namespace wayfinder::app
