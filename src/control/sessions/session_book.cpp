#include "control/sessions/session_book.hpp"

#include <utility>

namespace wayfinder::control {
namespace {

std::size_t stripe_of(session_key const& key)
{
    return key.back() % session_book::stripe_count;
}

} // namespace

void session_book::stripe::forget_first()
{
    by_key.erase(by_age.front().key);
    by_age.pop_front();
}

std::optional<session> session_book::find(session_key const& key, clock::time_point now,
                                          clock::duration ttl) const
{
    auto const& in = stripes_[stripe_of(key)];
    std::lock_guard const lock{in.mutex};
    auto const known = in.by_key.find(key);
    if (known == in.by_key.end() || now - known->second->noted_at >= ttl) return std::nullopt;
    return known->second->what;
}

void session_book::note(session_key const& key, session what, clock::time_point now, std::size_t capacity)
{
    auto& in = stripes_[stripe_of(key)];
    std::lock_guard const lock{in.mutex};
    auto const [place, is_new] = in.by_key.try_emplace(key, in.by_age.end());
    if (is_new) {
        in.by_age.push_back({key, std::move(what), now});
        place->second = std::prev(in.by_age.end());
    } else {
        auto& known = *place->second;
        known.what = std::move(what);
        known.noted_at = now;
        in.by_age.splice(in.by_age.end(), in.by_age, place->second);
    }
    while (in.by_age.size() > capacity / stripe_count) in.forget_first();
}

void session_book::sweep(clock::time_point now, clock::duration ttl)
{
    for (auto& each : stripes_) {
        std::lock_guard const lock{each.mutex};
        while (!each.by_age.empty() && now - each.by_age.front().noted_at >= ttl) each.forget_first();
        if (each.by_age.empty()) each.by_key = {}; // and its table
    }
}

std::size_t session_book::size() const
{
    std::size_t sum = 0;
    for (auto const& each : stripes_) {
        std::lock_guard const lock{each.mutex};
        sum += each.by_age.size();
    }
    return sum;
}

session_book& session_books::open(std::string_view name)
{
    std::lock_guard const lock{mutex_};
    auto const found = books_.find(name);
    return found != books_.end() ? found->second : books_.try_emplace(std::string{name}).first->second;
}

void session_books::sweep(session_book::clock::time_point now, session_book::clock::duration ttl)
{
    std::lock_guard const lock{mutex_};
    for (auto& [name, book] : books_) book.sweep(now, ttl);
}

std::size_t session_books::size() const
{
    std::lock_guard const lock{mutex_};
    std::size_t sum = 0;
    for (auto const& [name, book] : books_) sum += book.size();
    return sum;
}

} // namespace wayfinder::control
