// Two calls for one request, the second started because the first is slow: the first to open its answer wins.
#pragma once

#include "gateway/upstream/attempt.hpp"

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <vector>

namespace wayfinder::gateway {

/// Runs calls concurrently on the worker of the coroutine that waits for them.
class race {
public:
    /// What every call of the race receives.
    struct terms {
        usage_readers& readers;
        answer_terms answer;
        call_limit limit;
    };

    /// One call. Outlives the race if its coroutine does.
    struct runner {
        explicit runner(std::unique_ptr<attempt> what) : call{std::move(what)}, begun{net::steady::now()} {}

        std::unique_ptr<attempt> call;
        net::steady::time_point begun;
        boost::asio::cancellation_signal stop;
        opening found;
        bool over{};
        bool stopped{}; ///< by end(), before it was over
    };
    using runner_ptr = std::shared_ptr<runner>;

    race(net::asio::io_context& worker, terms all);
    /// Stops the calls that are not over.
    ~race();
    race(race const&) = delete;
    race& operator=(race const&) = delete;

    runner_ptr start(std::unique_ptr<attempt> call);

    /// Returns when one of the calls is over, or at this time.
    net::asio::awaitable<void> wait(net::steady::time_point until = net::steady::time_point::max());

    /// Ends a call and returns when it has ended.
    net::asio::awaitable<void> end(runner_ptr which);

private:
    using timer = boost::asio::steady_timer;

    static net::asio::awaitable<void> drive(runner_ptr one, terms all, std::shared_ptr<timer> finish);

    net::asio::io_context& worker_;
    terms terms_;
    std::vector<runner_ptr> started_;
    std::shared_ptr<timer> finish_; ///< cancelling it signals that a call is over
};

} // namespace wayfinder::gateway
