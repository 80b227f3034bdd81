#include "control/ledger/writer.hpp"

#include <algorithm>
#include <utility>

namespace wayfinder::control {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds shortest_pause = 100ms;
constexpr std::chrono::milliseconds longest_pause = 5s;
constexpr std::chrono::milliseconds between_prune_steps = 10ms; // the processor is for requests
constexpr std::chrono::milliseconds between_prunings = 1h;
constexpr std::size_t backlog_at_once = 1'000;

} // namespace

ledger_writer::ledger_writer(store_ptr store, std::function<ledger_store::opened()> reopen,
                             ledger_rules const& rules, ledger_condition& condition,
                             std::function<void(std::string const&)> tell)
    : store_{std::move(store)},
      reopen_{std::move(reopen)},
      rules_{rules},
      condition_{condition},
      tell_{std::move(tell)}
{}

ledger_writer::clock::time_point ledger_writer::work(std::vector<item>& batch)
{
    if (!store_ && serving()) keep(batch);
    if (!store_ && (!batch.empty() || clock::now() >= retry_at_)) recover();
    if (store_ && !backlog_.empty()) note(write_backlog());
    if (!batch.empty()) settle(batch);
    if (store_ && clock::now() >= prune_at_) prune();
    if (!store_) return retry_at_;
    return backlog_.empty() ? prune_at_ : clock::now();
}

void ledger_writer::close()
{
    if (!store_ && !backlog_.empty()) recover();
    while (store_ && !backlog_.empty()) note(write_backlog());
    if (!backlog_.empty())
        tell_("the ledger: " + std::to_string(backlog_.size()) +
              " requests could not be written and are lost");
}

void ledger_writer::settle(std::vector<item>& batch)
{
    auto problem = condition_.problem();
    if (store_) {
        std::vector<ledger_entry const*> entries;
        for (auto const& each : batch) entries.push_back(&each.entry);
        problem = store_->write(entries);
        if (problem.empty()) pause_ = {};
        note(problem);
    }
    if (!problem.empty() && serving()) return keep(batch);
    for (auto const& each : batch) each.done(problem);
}

void ledger_writer::keep(std::vector<item>& batch)
{
    for (auto& each : batch)
        if (backlog_.size() < most_backlog)
            backlog_.push_back(std::move(each.entry));
        else
            ++condition_.dropped;
    condition_.backlog = backlog_.size();
    for (auto const& each : batch) each.done({});
    batch.clear();
}

void ledger_writer::recover()
{
    auto opened = reopen_();
    if (auto const* problem = std::get_if<std::string>(&opened)) return note(*problem);
    store_ = std::move(std::get<store_ptr>(opened));
    note(backlog_.empty() ? store_->probe() : write_backlog());
    if (store_ == nullptr) return;
    condition_.become({});
    auto const dropped = condition_.dropped.load();
    tell_("the ledger is written again" +
          (dropped == 0 ? std::string{}
                        : "; since the start " + std::to_string(dropped) +
                              " requests found no room in memory and are missing in it"));
}

std::string ledger_writer::write_backlog()
{
    std::vector<ledger_entry const*> entries;
    auto const count = std::min(backlog_.size(), backlog_at_once);
    for (std::size_t each = 0; each < count; ++each) entries.push_back(&backlog_[each]);
    auto problem = store_->write(entries);
    if (!problem.empty()) return problem;
    backlog_.erase(backlog_.begin(), backlog_.begin() + static_cast<std::ptrdiff_t>(count));
    condition_.backlog = backlog_.size();
    pause_ = {};
    return {};
}

void ledger_writer::prune()
{
    bool more = false;
    note(store_->prune(std::chrono::system_clock::now(), rules_.retention, more));
    prune_at_ = clock::now() + (more ? between_prune_steps : between_prunings);
}

void ledger_writer::note(std::string const& problem)
{
    if (problem.empty()) return;
    store_.reset();
    pause_ = std::clamp(2 * pause_, shortest_pause, longest_pause);
    retry_at_ = clock::now() + pause_;
    if (condition_.healthy()) tell_(problem);
    condition_.become(problem);
}

} // namespace wayfinder::control
