// Probes endpoints so that no request has to detect a failure.
#pragma once

#include "gateway/live_config.hpp"
#include "gateway/services.hpp"

#include <boost/asio/steady_timer.hpp>

#include <cstddef>
#include <memory>

namespace wayfinder::gateway {

/// One per process, on one of its workers. Every `probe_interval` it sends a GET to each endpoint that has a
/// `probe`. No answer, or a status from 500 on, counts as a failed call; a success counts only if the
/// endpoint's breaker waits for a trial call, since a list of models does not prove that they answer.
class prober {
public:
    prober(services provided, live_config now);

    void start();
    void adopt(live_config now) { now_ = std::move(now); }
    void stop();

private:
    net::asio::awaitable<void> probe_all();
    void ask_all();
    net::asio::awaitable<void> ask(std::shared_ptr<runtime_config const> runtime, std::size_t model,
                                   model_endpoint at);
    void begin(std::shared_ptr<runtime_config const> const& runtime, std::size_t model,
               model_endpoint const& at);

    services services_;
    live_config now_;
    net::asio::steady_timer pause_;
    bool stopped_{};
};

} // namespace wayfinder::gateway
