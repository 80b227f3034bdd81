// One prompt to one model, independent of any client request.
#pragma once

#include "gateway/runtime_config.hpp"
#include "net/client/answer.hpp"
#include "net/client/upstream_pool.hpp"
#include "net/heartbeat.hpp"

#include <string>

namespace wayfinder::gateway {

/// Dependencies of a question; all of them outlive it.
struct question_means {
    net::asio::io_context& context;
    net::heartbeat& beat;
    net::upstream_pool& upstreams;
    int asker{-1}; ///< a socket whose hang-up cancels the wait
};

/// The reply: a text, or a problem in words for people.
struct direct_reply {
    std::string text;
    std::string problem; ///< empty: the text is valid
};

/// Sends just this one user message and waits for the whole answer.
net::asio::awaitable<direct_reply> ask_directly(question_means means, target const& whom, std::string prompt);

} // namespace wayfinder::gateway
