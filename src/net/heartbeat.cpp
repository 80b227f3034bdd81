#include "net/heartbeat.hpp"

#include <algorithm>
#include <vector>

#include <poll.h>

namespace wayfinder::net {

void watch::expire_at(steady::time_point when)
{
    deadline_ = when;
    lapsed_ = lapse::none;
    beat_.arm(*this);
}

void heartbeat::stop()
{
    stopped_ = true;
    timer_.cancel();
}

void heartbeat::arm(watch& each)
{
    if (!each.is_linked()) armed_.push_back(each);
    auto const now = steady::now();
    schedule(each.followed_ >= 0 ? now + beat : std::max(each.deadline_, now + beat));
}

void heartbeat::schedule(steady::time_point when)
{
    if (when >= scheduled_ || stopped_) return;
    scheduled_ = when;
    timer_.expires_at(when);
    timer_.async_wait([this](error_code const& error) {
        if (!error) tick();
    });
}

void heartbeat::tick()
{
    scheduled_ = steady::time_point::max();
    auto const now = steady::now();
    lapse_overdue(now);
    lapse_abandoned();
    if (!armed_.empty()) schedule(next_tick(now));
}

void heartbeat::lapse_overdue(steady::time_point now)
{
    for (auto at = armed_.begin(); at != armed_.end();) {
        auto& each = *at++;
        if (each.deadline_ > now) continue;
        each.lapsed_ = lapse::deadline;
        each.unlink();
        each.cancel();
    }
}

void heartbeat::lapse_abandoned()
{
    std::vector<pollfd> sockets;
    std::vector<watch*> watches;
    for (auto& each : armed_) {
        if (each.followed_ < 0) continue;
        sockets.push_back({each.followed_, POLLRDHUP, 0});
        watches.push_back(&each);
    }
    if (sockets.empty() || ::poll(sockets.data(), sockets.size(), 0) <= 0) return;
    for (std::size_t i = 0; i < sockets.size(); ++i) {
        if (sockets[i].revents == 0) continue;
        watches[i]->lapsed_ = lapse::peer_gone;
        watches[i]->unlink();
        watches[i]->cancel();
    }
}

steady::time_point heartbeat::next_tick(steady::time_point now) const
{
    auto next = steady::time_point::max();
    for (auto const& each : armed_) {
        if (each.followed_ >= 0) return now + beat;
        next = std::min(next, each.deadline_);
    }
    return std::max(next, now + beat);
}

} // namespace wayfinder::net
