#include "bench/http/load/closed_loop.hpp"

#include <stdexcept>

namespace wayfinder::bench {
namespace {

constexpr std::size_t buffer_size = 64U << 10U;
constexpr std::chrono::seconds patience{20};

} // namespace

closed_loop::closed_loop(target const& to, std::vector<question> const& questions, std::uint64_t& serial)
    : serial_(serial), buffer_(buffer_size)
{
    for (auto const& each : questions) {
        clients_.push_back(std::make_unique<client>(
            client{.line = channel::connected(to.port, to.tls), .text = question_text{each}}));
        poller_.add(clients_.back()->line.fd(), clients_.back().get());
    }
}

void closed_loop::ask(client& each)
{
    each.answer.reset();
    each.waiting = true;
    each.asked = clock::now();
    each.line.send(each.text.next(serial_));
}

/// Reads what is available. True when the client has its answer, or never will.
bool closed_loop::advance(client& each, load_result& result)
{
    each.line.flush();
    do {
        auto const size = each.line.read(buffer_);
        if (size > 0) each.answer.feed({buffer_.data(), size});
    } while (each.line.has_more());
    if (!each.waiting || (!each.answer.complete() && each.line.is_open())) return false;
    each.waiting = false;
    auto const status = each.answer.complete() ? each.answer.status() : 0;
    if (status == 200) ++result.answers;
    if (status != 200) ++result.failures;
    if (status == 503) ++result.shed;
    result.latency.add(clock::now() - each.asked);
    return true;
}

template <class More>
load_result closed_loop::run(More const& more)
{
    load_result result;
    auto const begin = clock::now();
    std::size_t waiting = 0;
    for (auto& each : clients_) {
        if (!each->line.is_open() || !more(result, begin)) continue;
        ask(*each);
        ++waiting;
    }
    while (waiting > 0) {
        auto const events = poller_.wait(patience);
        if (events.empty()) throw std::runtime_error("no answer in 20 s");
        for (auto const& event : events) {
            auto& each = *static_cast<client*>(event.data.ptr);
            if (!advance(each, result)) continue;
            if (each.line.is_open() && more(result, begin))
                ask(each);
            else
                --waiting;
        }
    }
    result.elapsed = clock::now() - begin;
    return result;
}

load_result closed_loop::run_for(std::chrono::milliseconds span)
{
    return run([span](load_result const&, clock::time_point begin) { return clock::now() - begin < span; });
}

load_result closed_loop::run_count(std::uint64_t answers)
{
    std::uint64_t asked = 0;
    return run([&](load_result const&, clock::time_point) { return asked++ < answers; });
}

} // namespace wayfinder::bench
