#include "bench/http/load/open_loop.hpp"

#include <stdexcept>
#include <thread>

namespace wayfinder::bench {
namespace {

constexpr std::size_t buffer_size = 64U << 10U;
constexpr std::chrono::seconds patience{20};

/// Sleeps, and spins at the end: a timer alone is late by more than the latency of a proxy. Nothing else
/// needs this processor then, since no request is in flight.
void wait_until(std::chrono::steady_clock::time_point at)
{
    constexpr std::chrono::microseconds timer_error{200};
    std::this_thread::sleep_until(at - timer_error);
    while (std::chrono::steady_clock::now() < at) {
    }
}

} // namespace

open_loop::open_loop(target const& to, question const& about, std::uint64_t& serial)
    : serial_(serial), line_(channel::connected(to.port, to.tls)), text_(about), buffer_(buffer_size)
{
    poller_.add(line_.fd(), &line_);
}

void open_loop::await_answer()
{
    while (!answer_.complete() && line_.is_open()) {
        if (poller_.wait(patience).empty()) throw std::runtime_error("no answer in 20 s");
        line_.flush();
        do {
            auto const size = line_.read(buffer_);
            if (size > 0) answer_.feed({buffer_.data(), size});
        } while (line_.has_more());
    }
}

timed_result open_loop::run(double rate, std::chrono::milliseconds span)
{
    timed_result result;
    auto const interval =
        std::chrono::duration_cast<clock::duration>(std::chrono::duration<double>{1 / rate});
    auto const begin = clock::now() + interval;
    for (auto due = begin; due < begin + span; due += interval) {
        wait_until(due);
        answer_.reset();
        line_.send(text_.next(serial_));
        await_answer();
        result.latency.add(clock::now() - due);
        if (answer_.status() != 200) ++result.failures;
    }
    return result;
}

} // namespace wayfinder::bench
