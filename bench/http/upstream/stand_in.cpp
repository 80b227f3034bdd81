#include "bench/http/upstream/stand_in.hpp"

#include "bench/http/net/listener.hpp"
#include "bench/http/net/tls_files.hpp"
#include "bench/http/upstream/canned_answers.hpp"

#include <sys/socket.h>
#include <sys/timerfd.h>

#include <cerrno>
#include <system_error>

namespace wayfinder::bench {
namespace {

using std::chrono::nanoseconds;

constexpr std::size_t buffer_size = 256U << 10U;

std::string all_pieces(std::size_t count)
{
    std::string pieces;
    for (std::size_t each = 0; each < count; ++each) pieces += stream_piece(0);
    return pieces;
}

} // namespace

stand_in::stand_in(stand_in_setup const& setup)
    : setup_(setup),
      whole_(whole_answer()),
      head_(stream_head()),
      burst_(head_ + all_pieces(setup.pieces) + stream_end(setup.pieces)),
      end_(stream_end(setup.pieces)),
      listener_(listen_at(setup.port)),
      alarm_(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)),
      buffer_(buffer_size)
{
    if (!setup.certificate.empty()) tls_ = server_tls(setup.certificate, setup.key);
    poller_.add(listener_.get(), &listener_);
    poller_.add(alarm_.get(), &alarm_);
}

void stand_in::run()
{
    for (;;) {
        for (auto const& event : poller_.wait(std::chrono::hours{1})) {
            if (event.data.ptr == &listener_)
                accept_all();
            else if (event.data.ptr == &alarm_)
                send_due_pieces();
            else
                serve(*static_cast<client*>(event.data.ptr));
        }
    }
}

void stand_in::accept_all()
{
    for (;;) {
        testing::file_descriptor fd{
            ::accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)};
        if (!fd.is_open()) return;
        auto const number = fd.get();
        auto made = std::make_unique<client>(client{.line = channel::accepted(std::move(fd), tls_)});
        made->number = ++accepted_;
        poller_.add(number, made.get());
        clients_[number] = std::move(made);
    }
}

void stand_in::serve(client& each)
{
    each.line.flush();
    std::size_t size = 0;
    do {
        size = each.line.read(buffer_);
        std::string_view const bytes{buffer_.data(), size};
        for (auto left = each.requests.feed(bytes); left > 0; --left) answer(each, wants_stream(bytes));
    } while (each.line.has_more());
    if (size == 0 && !each.line.is_open()) clients_.erase(each.line.fd());
}

/// Judged by the last bytes of the request, after the prompt.
bool stand_in::wants_stream(std::string_view bytes) const
{
    return setup_.pieces > 0 && bytes.find(R"("stream":true)") != bytes.npos;
}

void stand_in::answer(client& to, bool streaming)
{
    if (!streaming) return to.line.send(whole_);
    if (setup_.interval.count() == 0) return to.line.send(burst_);
    to.line.send(head_);
    to.pieces_left = setup_.pieces;
    send_piece(to, clock::now());
    if (due_.size() == 1) set_alarm();
}

/// Sends a piece and schedules the next, at a fixed interval from when this one was due.
void stand_in::send_piece(client& to, clock::time_point at)
{
    to.line.send(
        stream_piece(static_cast<std::uint64_t>(nanoseconds{clock::now().time_since_epoch()}.count())));
    if (--to.pieces_left == 0) return to.line.send(end_);
    due_.push_back({at + setup_.interval, to.line.fd(), to.number});
}

void stand_in::send_due_pieces()
{
    std::uint64_t expirations = 0;
    [[maybe_unused]] auto const read = ::read(alarm_.get(), &expirations, sizeof expirations);
    auto const now = clock::now();
    while (!due_.empty() && due_.front().at <= now) {
        auto const next = due_.front();
        due_.pop_front();
        auto const found = clients_.find(next.fd);
        if (found != clients_.end() && found->second->number == next.number)
            send_piece(*found->second, next.at);
    }
    set_alarm();
}

void stand_in::set_alarm()
{
    if (due_.empty()) return;
    auto const at = nanoseconds{due_.front().at.time_since_epoch()}.count();
    constexpr long second = 1'000'000'000;
    itimerspec const when{.it_interval = {}, .it_value = {.tv_sec = at / second, .tv_nsec = at % second}};
    ::timerfd_settime(alarm_.get(), TFD_TIMER_ABSTIME, &when, nullptr);
}

} // namespace wayfinder::bench
