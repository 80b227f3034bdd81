// A value that another thread produces and a coroutine waits for.
#pragma once

#include "net/heartbeat.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace wayfinder::net {

/// Passes one value from any thread to one coroutine of this context. If the coroutine has ended, the value
/// is dropped, so that the context may end as well.
template <class Value>
class handoff {
public:
    explicit handoff(asio::io_context& context) : state_{std::make_shared<state>(context)} {}
    ~handoff()
    {
        std::lock_guard const lock{state_->mutex};
        state_->arrival.reset(); // the state may outlive the context
    }
    handoff(handoff const&) = delete;
    handoff& operator=(handoff const&) = delete;

    /// Call it once. It may outlive the handoff, whose coroutine may have ended.
    [[nodiscard]] std::function<void(Value)> giver() const
    {
        return [state = state_](Value value) {
            std::lock_guard const lock{state->mutex};
            if (!state->arrival) return;
            asio::post(state->context, [state, value = std::move(value)]() mutable {
                state->value = std::move(value);
                if (state->arrival) state->arrival->cancel();
            });
        };
    }

    asio::awaitable<Value> wait()
    {
        auto const mine = state_;
        while (!mine->value) {
            error_code woken;
            co_await mine->arrival->async_wait(into(woken));
        }
        co_return std::move(*mine->value);
    }

    struct outcome {
        std::optional<Value> value;
        lapse why{lapse::none}; ///< why there is no value
    };

    /// The same, but gives up if the peer of this socket hangs up or the deadline passes.
    asio::awaitable<outcome> wait_for(heartbeat& beat, int client_socket, steady::time_point latest)
    {
        auto const mine = state_;
        watch_on<asio::steady_timer> guard{beat, *mine->arrival};
        guard.follow(client_socket);
        guard.expire_at(latest);
        while (!mine->value && guard.lapsed() == lapse::none) {
            error_code woken;
            co_await mine->arrival->async_wait(into(woken));
        }
        guard.disarm();
        co_return outcome{std::move(mine->value), guard.lapsed()};
    }

private:
    struct state {
        explicit state(asio::io_context& on) : context{on}
        {
            arrival.emplace(on, asio::steady_timer::time_point::max());
        }
        asio::io_context& context;
        std::optional<asio::steady_timer> arrival; ///< never expires; cancelling it signals the arrival
        std::optional<Value> value;
        std::mutex mutex; ///< guards the presence of `arrival` and, while present, of the context
    };
    std::shared_ptr<state> state_;
};

} // namespace wayfinder::net
