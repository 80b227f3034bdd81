#include "control/prompt_memory.hpp"

namespace wayfinder::control {

void prompt_memory::resize(std::size_t capacity)
{
    std::lock_guard const lock{mutex_};
    capacity_ = capacity;
    shrink();
}

void prompt_memory::remember(std::string_view id, remembered_prompt what)
{
    auto const size = what.prompt.size();
    if (size > largest) return;
    std::lock_guard const lock{mutex_};
    if (capacity_ == 0) return;
    if (auto const known = by_id_.find(id); known != by_id_.end()) forget(known->second);
    entries_.push_back({std::string{id}, std::move(what)});
    by_id_.emplace(entries_.back().id, std::prev(entries_.end()));
    bytes_ += size;
    shrink();
}

void prompt_memory::settle(std::string_view id)
{
    std::lock_guard const lock{mutex_};
    if (auto const known = by_id_.find(id); known != by_id_.end()) known->second->what.propensity = 1.0;
}

std::optional<remembered_prompt> prompt_memory::recall(std::string_view id) const
{
    std::lock_guard const lock{mutex_};
    auto const known = by_id_.find(id);
    return known == by_id_.end() ? std::nullopt : std::optional{known->second->what};
}

void prompt_memory::forget(entries::iterator which)
{
    bytes_ -= which->what.prompt.size();
    by_id_.erase(which->id);
    entries_.erase(which);
}

void prompt_memory::shrink()
{
    while (entries_.size() > capacity_ || bytes_ > most_bytes) forget(entries_.begin());
}

} // namespace wayfinder::control
