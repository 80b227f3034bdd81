#include "app/side_by_side.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <sys/socket.h>
#include <unistd.h>

#include <exception>
#include <stdexcept>

namespace wayfinder::app {
namespace {

namespace asio = net::asio;
using boost::system::error_code;

/// Calls back every second until it is stopped, which must happen before its destruction.
class ticker {
public:
    ticker(asio::io_context& context, side_by_side::progress const& tell) : timer_{context}, tell_{tell}
    {
        if (tell_) wait();
    }

    void stop()
    {
        stopped_ = true;
        timer_.cancel();
    }

private:
    void wait()
    {
        timer_.expires_after(std::chrono::seconds{1});
        timer_.async_wait([this](error_code const& error) {
            if (error || stopped_) return;
            tell_(++passed_);
            wait();
        });
    }

    asio::steady_timer timer_;
    side_by_side::progress const& tell_;
    std::chrono::seconds passed_{0};
    bool stopped_{};
};

} // namespace

side_by_side::side_by_side(arms who, int interruption, bool metadata_allowed)
    : who_{who}, interruption_{interruption}
{
    upstreams_.allow_metadata_hosts(metadata_allowed);
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, line_) != 0)
        throw std::runtime_error{"cannot make a pair of sockets"};
}

side_by_side::~side_by_side()
{
    upstreams_.stop();
    beat_.stop();
    for (auto const end : line_) ::close(end);
}

side_by_side::replies side_by_side::ask(std::string const& prompt, progress const& waiting)
{
    replies got;
    std::size_t missing = who_.size();
    for (std::size_t i = 0; i < who_.size(); ++i) {
        auto const done = [&got, &missing, i](std::exception_ptr const& bug, gateway::direct_reply reply) {
            --missing;
            if (bug) std::rethrow_exception(bug);
            got[i] = std::move(reply);
        };
        gateway::question_means const means{context_, beat_, upstreams_, line_[0]};
        asio::co_spawn(context_, gateway::ask_directly(means, *who_[i], prompt), done);
    }
    ticker ticking{context_, waiting};
    asio::posix::stream_descriptor leaving{context_, ::dup(interruption_)};
    leaving.async_wait(asio::posix::stream_descriptor::wait_read, [this](error_code const& error) {
        if (!error) ::shutdown(line_[1], SHUT_RDWR);
    });
    context_.restart();
    while (missing > 0) context_.run_one();
    ticking.stop();
    leaving.cancel();
    context_.poll(); // cancelled operations refer to this function's objects
    return got;
}

} // namespace wayfinder::app
