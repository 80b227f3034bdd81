#include "net/heartbeat.hpp"

#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/write.hpp>

#include <gtest/gtest.h>

namespace wayfinder::net {
namespace {

using namespace std::chrono_literals;
using pipe_end = asio::local::stream_protocol::socket;

class heartbeat_test : public testing::Test {
protected:
    heartbeat_test() { asio::local::connect_pair(near_, far_); }

    /// Waits on a timer that only its watch can end.
    lapse wait_under(watch_on<asio::steady_timer>& guard)
    {
        pending_.expires_at(steady::time_point::max());
        pending_.async_wait([&](error_code const&) {
            guard.disarm();
            context_.stop();
        });
        context_.run();
        context_.restart();
        return guard.lapsed();
    }

    asio::io_context context_;
    heartbeat beat_{context_};
    asio::steady_timer pending_{context_};
    pipe_end near_{context_};
    pipe_end far_{context_};
};

TEST_F(heartbeat_test, cancels_when_time_runs_out)
{
    watch_on<asio::steady_timer> guard{beat_, pending_};
    guard.expire_after(1ms);
    EXPECT_EQ(wait_under(guard), lapse::deadline);
}

TEST_F(heartbeat_test, cancels_when_the_followed_peer_leaves)
{
    watch_on<asio::steady_timer> guard{beat_, pending_};
    guard.follow(near_.native_handle());
    guard.expire_after(1h);
    far_.close();
    EXPECT_EQ(wait_under(guard), lapse::peer_gone);
}

TEST_F(heartbeat_test, sees_a_peer_leave_behind_unread_bytes)
{
    watch_on<asio::steady_timer> guard{beat_, pending_};
    guard.follow(near_.native_handle());
    guard.expire_after(1h);
    asio::write(far_, asio::buffer("GET /", 5));
    far_.close();
    EXPECT_EQ(wait_under(guard), lapse::peer_gone);
}

TEST_F(heartbeat_test, leaves_a_silent_peer_alone_until_the_deadline)
{
    watch_on<asio::steady_timer> guard{beat_, pending_};
    guard.follow(near_.native_handle());
    guard.expire_after(2 * heartbeat::beat);
    EXPECT_EQ(wait_under(guard), lapse::deadline);
}

TEST_F(heartbeat_test, forgets_a_disarmed_watch)
{
    asio::steady_timer done{context_};
    watch_on<asio::steady_timer> guard{beat_, pending_};
    guard.expire_after(1ms);
    guard.disarm();
    done.expires_after(3 * heartbeat::beat);
    done.async_wait([](error_code const&) {});
    context_.run();
    EXPECT_EQ(guard.lapsed(), lapse::none);
}

TEST_F(heartbeat_test, takes_an_earlier_deadline_than_the_one_it_sleeps_for)
{
    watch_on<asio::steady_timer> patient{beat_, pending_};
    patient.expire_after(1h);
    watch_on<asio::steady_timer> guard{beat_, pending_};
    guard.expire_after(1ms);
    pending_.async_wait([&](error_code const&) { patient.disarm(); });
    EXPECT_EQ(wait_under(guard), lapse::deadline);
}

TEST_F(heartbeat_test, arming_again_replaces_the_deadline_and_the_verdict)
{
    watch_on<asio::steady_timer> guard{beat_, pending_};
    guard.expire_after(1ms);
    EXPECT_EQ(wait_under(guard), lapse::deadline);
    guard.expire_after(1h);
    EXPECT_EQ(guard.lapsed(), lapse::none);
    guard.disarm();
}

} // namespace
} // namespace wayfinder::net
