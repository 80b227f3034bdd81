// Deadlines and client-presence checks for all operations of a worker, from one coarse timer.
//
// A timer per operation costs system calls on every read and write; here, arming a deadline is two stores.
// The cost is precision: a deadline may lapse up to one beat late. Presence is checked the same way: one
// poll() per beat over the clients being served, instead of a pending read on each.
#pragma once

#include "net/asio.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/intrusive/list.hpp>

#include <chrono>

namespace wayfinder::net {

using steady = std::chrono::steady_clock;

/// Why a watch cancelled its operation.
enum class lapse : unsigned char {
    none,      ///< it did not lapse
    deadline,  ///< the deadline passed
    peer_gone, ///< the other side closed the followed connection
};

class heartbeat;

/// Cancels one operation at a time. After the operation, its caller checks `lapsed()`.
class watch
    : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
public:
    explicit watch(heartbeat& beat) : beat_{beat} {}
    virtual ~watch() = default;
    watch(watch const&) = delete;
    watch& operator=(watch const&) = delete;

    /// Sets the deadline, replacing an earlier one, and clears an earlier lapse.
    void expire_at(steady::time_point when);
    void expire_after(steady::duration patience) { expire_at(steady::now() + patience); }

    /// While a deadline is armed, also lapses if the peer of this socket hangs up; -1 follows none.
    void follow(int socket) { followed_ = socket; }

    /// Call when the operation is over.
    void disarm() { unlink(); }

    [[nodiscard]] lapse lapsed() const { return lapsed_; }

private:
    friend class heartbeat;
    virtual void cancel() noexcept = 0;

    heartbeat& beat_;
    steady::time_point deadline_;
    int followed_{-1};
    lapse lapsed_{lapse::none};
};

/// Cancels all pending operations of its target, a socket or timer.
template <class Target>
class watch_on final : public watch {
public:
    watch_on(heartbeat& beat, Target& target) : watch{beat}, target_{target} {}

private:
    void cancel() noexcept override
    {
        try {
            target_.cancel();
        } catch (boost::system::system_error const&) {
            // The target is already closed: nothing is pending.
        }
    }

    Target& target_;
};

/// One per worker; only used from its thread.
class heartbeat {
public:
    static constexpr std::chrono::milliseconds beat{50};

    explicit heartbeat(asio::io_context& context) : timer_{context} {}

    /// Stops the beat; armed watches no longer lapse.
    void stop();

private:
    friend class watch;
    using watch_list = boost::intrusive::list<watch, boost::intrusive::constant_time_size<false>>;

    void arm(watch& each);
    void schedule(steady::time_point when);
    void tick();
    void lapse_overdue(steady::time_point now);
    void lapse_abandoned();
    [[nodiscard]] steady::time_point next_tick(steady::time_point now) const;

    asio::steady_timer timer_;
    steady::time_point scheduled_{steady::time_point::max()};
    watch_list armed_;
    bool stopped_{};
};

} // namespace wayfinder::net
