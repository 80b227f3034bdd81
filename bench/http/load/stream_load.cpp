#include "bench/http/load/stream_load.hpp"

#include <stdexcept>

namespace wayfinder::bench {
namespace {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

constexpr std::size_t buffer_size = 64U << 10U;
constexpr std::chrono::seconds patience{20};

} // namespace

stream_load::stream_load(target const& to, std::vector<question> const& questions, std::uint64_t& serial)
    : serial_(serial), buffer_(buffer_size)
{
    for (auto each : questions) {
        each.stream = true;
        clients_.push_back(std::make_unique<client>(
            client{.line = channel::connected(to.port, to.tls), .text = question_text{each}}));
        poller_.add(clients_.back()->line.fd(), clients_.back().get());
    }
}

void stream_load::ask(client& each)
{
    each.answer.reset();
    each.last_piece = {};
    each.waiting = true;
    each.asked = clock::now();
    each.line.send(each.text.next(serial_));
}

void stream_load::read(client& each, stream_result& result)
{
    each.line.flush();
    do {
        auto const size = each.line.read(buffer_);
        if (size == 0) continue;
        auto const now = clock::now();
        auto const piece = [&](std::uint64_t stamp) {
            result.transit.add(now.time_since_epoch() - nanoseconds{stamp});
            if (each.last_piece == clock::time_point{})
                result.first_byte.add(now - each.asked);
            else
                result.gap.add(now - each.last_piece);
            each.last_piece = now;
        };
        each.answer.feed({buffer_.data(), size},
                         [&](std::string_view part) { each.stamps.feed(part, piece); });
    } while (each.line.has_more());
}

/// Sends the requests one after another, and reads until `done` has returned true for each.
template <class Done>
stream_result stream_load::drive(milliseconds ramp, Done const& done)
{
    stream_result result;
    auto const begin = clock::now();
    auto const distance = std::chrono::duration_cast<clock::duration>(ramp) / clients_.size();
    std::size_t asked = 0;
    std::size_t ended = 0;
    auto last_event = begin;
    while (ended < clients_.size()) {
        for (; asked < clients_.size() && clock::now() >= begin + distance * asked; ++asked)
            ask(*clients_[asked]);
        auto const events = poller_.wait(asked < clients_.size() ? milliseconds{1} : milliseconds{1000});
        if (!events.empty()) last_event = clock::now();
        if (clock::now() - last_event > patience) throw std::runtime_error("no piece in 20 s");
        for (auto const& event : events) {
            auto& each = *static_cast<client*>(event.data.ptr);
            read(each, result);
            if (!each.waiting || !(done(each) || !each.line.is_open())) continue;
            each.waiting = false;
            ++ended;
            if (each.answer.status() == 200 && each.line.is_open())
                ++result.streams;
            else
                ++result.failures;
        }
    }
    return result;
}

stream_result stream_load::run(milliseconds ramp)
{
    return drive(ramp, [](client const& each) { return each.answer.complete(); });
}

stream_result stream_load::open(milliseconds ramp)
{
    return drive(ramp, [](client const& each) { return each.last_piece != clock::time_point{}; });
}

} // namespace wayfinder::bench
