// One prompt to one model, outside of any client's request.
#pragma once

#include "gateway/deployment.hpp"
#include "net/answer.hpp"
#include "net/heartbeat.hpp"
#include "net/upstream_pool.hpp"

#include <string>

namespace wayfinder::gateway {

/// What a question needs of its surroundings; everything here outlives it.
struct question_means {
    net::asio::io_context& context;
    net::heartbeat& beat;
    net::upstream_pool& upstreams;
    int asker{-1}; ///< a socket whose hang-up ends the wait for an answer
};

/// What came back: a text, or a problem in words for people.
struct direct_reply {
    std::string text;
    std::string problem; ///< empty: the text counts
};

/// Asks with this one user message and nothing else, and waits for the whole answer.
net::asio::awaitable<direct_reply> ask_directly(question_means means, target const& whom, std::string prompt);

} // namespace wayfinder::gateway
