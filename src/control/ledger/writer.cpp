#include "control/ledger/writer.hpp"

#include <algorithm>
#include <utility>

namespace wayfinder::control {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds shortest_pause = 100ms;
constexpr std::chrono::milliseconds longest_pause = 5s;
constexpr std::chrono::milliseconds between_prune_steps = 10ms; // leaves the processor to requests
constexpr std::chrono::milliseconds between_prunings = 1h;
constexpr std::size_t backlog_at_once = 1'000;
constexpr int log_step = 1'000;     // pages of 4 KiB
constexpr int longest_log = 16'000; // a checkpoint alongside commits never catches up with all of them

} // namespace

ledger_writer::ledger_writer(store_ptr store, ledger_spool& spool, helpers others, ledger_rules const& rules,
                             ledger_condition& condition)
    : store_{std::move(store)},
      spool_{spool},
      others_{std::move(others)},
      rules_{rules},
      condition_{condition}
{}

ledger_writer::clock::time_point ledger_writer::work(std::vector<item>& batch)
{
    if (broken() && serving()) keep(batch, {});
    if (broken() && (!batch.empty() || clock::now() >= retry_at_)) recover();
    if (!broken()) tend_spool(!batch.empty());
    if (!broken() && !backlog_.empty()) note(write_backlog());
    if (!batch.empty()) settle(batch);
    if (!broken() && clock::now() >= prune_at_) prune();
    if (!broken()) tend_log();
    if (broken()) return retry_at_;
    return backlog_.empty() ? std::min(prune_at_, gathered_at_) : clock::now();
}

void ledger_writer::close()
{
    if (broken() && (!backlog_.empty() || spool_.waiting() > 0)) recover();
    if (!broken()) tend_spool(true);
    while (!broken() && !backlog_.empty()) note(write_backlog());
    if (spool_.waiting() == 0) store_->forget_spool(spool_.name());
    if (!backlog_.empty())
        others_.tell("the ledger: " + std::to_string(backlog_.size()) +
                     " requests could not be written and are lost");
}

void ledger_writer::settle(std::vector<item>& batch)
{
    auto problem = condition_.problem();
    if (problem.empty()) {
        std::vector<ledger_entry const*> entries;
        for (auto const& each : batch)
            if (each.entry) entries.push_back(&*each.entry);
        if (!entries.empty()) problem = store_->write(entries);
        if (problem.empty()) pause_ = {};
        note(problem);
    }
    if (!problem.empty()) return keep(batch, serving() ? std::string{} : problem);
    for (auto const& each : batch) each.done({});
}

/// What was spent is not forgotten; whether the request may go on is what its owner is told.
void ledger_writer::keep(std::vector<item>& batch, std::string const& problem)
{
    for (auto& each : batch) {
        if (!each.entry) continue;
        if (backlog_.size() < most_backlog)
            backlog_.push_back(std::move(*each.entry));
        else
            ++condition_.dropped;
    }
    condition_.backlog = backlog_.size();
    for (auto const& each : batch) each.done(problem);
    batch.clear();
}

void ledger_writer::recover()
{
    auto const spooled = spool_.waiting() > 0;
    auto const problem = spooled ? write_spool() : backlog_.empty() ? store_->probe() : write_backlog();
    if (!problem.empty()) return note(problem);
    condition_.become({});
    auto const dropped = condition_.dropped.load();
    others_.tell("the ledger is being written again" +
                 (dropped == 0 ? std::string{}
                               : "; since the start " + std::to_string(dropped) +
                                     " requests did not fit in memory and are missing from it"));
}

/// Writes what is in the spool once it has had time to gather.
void ledger_writer::tend_spool(bool at_once)
{
    if (spool_.waiting() == 0) return;
    auto const now = clock::now();
    gathered_at_ = std::min(gathered_at_, now + gathering);
    if (!at_once && now < gathered_at_) return;
    if (spool_.holds()) note(write_spool());
    if (!broken()) note(write_spool());
}

/// Writes what is held, or else what has arrived.
std::string ledger_writer::write_spool()
{
    gathered_at_ = clock::time_point::max();
    auto problem = store_->write(spool_.take());
    if (!problem.empty()) return problem;
    spool_.settle();
    pause_ = {};
    return {};
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

void ledger_writer::tend_log()
{
    auto const pages = store_->log_pages();
    if (pages < tended_at_) tended_at_ = 0; // it has started over
    if (pages < tended_at_ + log_step) return;
    tended_at_ = pages;
    if (pages < longest_log)
        others_.checkpoint();
    else
        store_->checkpoint();
}

void ledger_writer::note(std::string const& problem)
{
    if (problem.empty()) return;
    pause_ = std::clamp(2 * pause_, shortest_pause, longest_pause);
    retry_at_ = clock::now() + pause_;
    if (condition_.healthy()) others_.tell(problem);
    condition_.become(problem);
}

} // namespace wayfinder::control
