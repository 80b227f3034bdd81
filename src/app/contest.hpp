// The same prompt to two models at once, for a person who compares the answers.
#pragma once

#include "gateway/direct_question.hpp"
#include "net/heartbeat.hpp"
#include "net/upstream_pool.hpp"

#include <array>
#include <chrono>
#include <functional>
#include <string>

namespace wayfinder::app {

/// An event loop of its own, run while a question is out. Connections are kept between questions.
class contest {
public:
    using arms = std::array<gateway::target const*, 2>;
    using replies = std::array<gateway::direct_reply, 2>;
    /// Called every second with the time that the question has been out.
    using progress = std::function<void(std::chrono::seconds)>;

    /// Once `interruption`, a file descriptor, is readable, whoever is still being waited for is hung up on.
    /// `metadata_allowed` is gateway.allow_metadata_hosts.
    /// Throws std::runtime_error when the system has no sockets left.
    contest(arms who, int interruption, bool metadata_allowed);
    ~contest();
    contest(contest const&) = delete;
    contest& operator=(contest const&) = delete;

    /// Both replies, in the order of the arms.
    replies ask(std::string const& prompt, progress const& waiting);

private:
    // In order of construction; sockets and timers go before the context that they belong to.
    net::asio::io_context context_{1};
    net::heartbeat beat_{context_};
    net::upstream_pool upstreams_{context_, beat_};
    arms who_;
    int interruption_;
    net::tcp::socket::native_handle_type line_[2]{-1, -1}; ///< cut at the one end, it hangs up at the other
};

} // namespace wayfinder::app
