// Deadlines and client presence for all operations of a worker, from one coarse timer.
//
// A timer per operation costs system calls on every read and write; here arming a deadline is two stores. The
// price is precision: a deadline may lapse up to one beat late. Presence is looked up the same way: one
// poll() a beat over the clients that somebody waits for, instead of a pending read on each.
#pragma once

#include "net/asio.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/intrusive/list.hpp>

#include <chrono>

namespace wayfinder::net {

using steady = std::chrono::steady_clock;

/// Why a watch cancelled its operation.
enum class lapse : unsigned char {
    none,      ///< it did not
    deadline,  ///< time ran out
    peer_gone, ///< the connection it follows was closed from the other side
};

class heartbeat;

/// Cancels one operation at a time. Whoever awaits the operation asks `lapsed()` afterwards.
class watch
    : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
public:
    explicit watch(heartbeat& beat) : beat_{beat} {}
    virtual ~watch() = default;
    watch(watch const&) = delete;
    watch& operator=(watch const&) = delete;

    /// Lapse at this time; replaces an earlier deadline and forgets an earlier lapse.
    void expire_at(steady::time_point when);
    void expire_after(steady::duration patience) { expire_at(steady::now() + patience); }

    /// Also lapse, while a deadline is armed, when the peer of this socket hangs up; -1 follows nobody.
    void follow(int socket) { followed_ = socket; }

    /// The operation is over.
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

/// Cancels whatever its target, a socket or timer, has pending.
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
            // The target is closed already: nothing is pending.
        }
    }

    Target& target_;
};

/// One per worker; used from its thread only.
class heartbeat {
public:
    static constexpr std::chrono::milliseconds beat{50};

    explicit heartbeat(asio::io_context& context) : timer_{context} {}

    /// Ends the beat; armed watches no longer lapse.
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
