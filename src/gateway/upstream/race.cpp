#include "gateway/upstream/race.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

namespace wayfinder::gateway {

namespace asio = net::asio;

namespace {

/// However a call ends, the waiting coroutine is notified.
struct over_at_end {
    race::runner& one;
    boost::asio::steady_timer& finish;

    ~over_at_end()
    {
        one.over = true;
        finish.cancel();
    }
};

} // namespace

race::race(asio::io_context& worker, terms all)
    : worker_{worker}, terms_{all}, finish_{std::make_shared<timer>(worker)}
{}

race::~race()
{
    for (auto const& each : started_)
        if (!each->over) each->stop.emit(asio::cancellation_type::terminal);
}

race::runner_ptr race::start(std::unique_ptr<attempt> call)
{
    auto one = std::make_shared<runner>(std::move(call));
    started_.push_back(one);
    asio::co_spawn(worker_, drive(one, terms_, finish_),
                   asio::bind_cancellation_slot(one->stop.slot(), asio::detached));
    return one;
}

asio::awaitable<void> race::drive(runner_ptr one, terms all, std::shared_ptr<timer> finish)
{
    over_at_end const sign{*one, *finish};
    try {
        auto opened = co_await one->call->run(all.readers, all.answer, all.limit);
        one->found = std::move(opened);
    } catch (boost::system::system_error const& stopped) {
        if (stopped.code() != asio::error::operation_aborted) throw;
    } catch (std::exception const&) { // a defect here: the other call may still answer
        one->found.end.what = delivery::attempt_end::kind::transport;
        one->found.problem = "the response could not be processed";
    }
}

asio::awaitable<void> race::wait(net::steady::time_point until)
{
    finish_->expires_at(until);
    net::error_code woken;
    auto token = net::into(woken);
    co_await finish_->async_wait(token);
}

asio::awaitable<void> race::end(runner_ptr which)
{
    which->stopped = !which->over;
    which->stop.emit(asio::cancellation_type::terminal);
    while (!which->over) {
        co_await wait();
    }
}

} // namespace wayfinder::gateway
