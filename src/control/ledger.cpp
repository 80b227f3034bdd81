#include "control/ledger.hpp"

#include "control/ledger/schema.hpp"
#include "control/savings/savings_import.hpp"

#include <algorithm>
#include <utility>

namespace wayfinder::control {
namespace {

namespace fs = std::filesystem;

constexpr auto import_note = "savings file imported";

/// One name per file, so that one lock guards it.
fs::path one_name(fs::path const& file)
{
    std::error_code error;
    auto const whole = fs::weakly_canonical(fs::absolute(file, error), error);
    return error ? file : whole;
}

} // namespace

ledger::ledger(ledger_settings settings)
    : settings_{std::move(settings)},
      file_{one_name(settings_.place.file)},
      days_{settings_.time_zone},
      rules_{{settings_.place.retention}, {settings_.on_failure}}
{}

std::variant<opened_ledger, std::string> ledger::open(ledger_settings settings)
{
    opened_ledger all;
    all.books.reset(new ledger{std::move(settings)});
    auto problem = all.books->start(all);
    if (!problem.empty()) return problem;
    return all;
}

std::string ledger::start(opened_ledger& all)
{
    std::string problem;
    lock_.emplace(file_, settings_.patience, settings_.beside_predecessor, problem);
    if (!problem.empty()) return problem;
    auto opened = ledger_store::open(file_, days_);
    if (auto* failed = std::get_if<std::string>(&opened)) return std::move(*failed);
    auto& store = std::get<ledger_writer::store_ptr>(opened);
    import_savings(*store);
    problem = recover_spools(file_, recovery_target_for(*store));
    if (!problem.empty()) return problem;
    auto spool = ledger_spool::create(file_);
    if (auto* failed = std::get_if<std::string>(&spool)) return std::move(*failed);
    spool_ = std::move(std::get<std::unique_ptr<ledger_spool>>(spool));
    problem = store->spent(std::chrono::system_clock::now(), all.spent);
    if (problem.empty()) problem = store->recent(settings_.recent, all.recent);
    if (!problem.empty()) return problem;
    errands_.emplace([](auto& batch) {
        for (auto const& task : batch) task();
        return std::nullopt;
    });
    ledger_writer::helpers others{.checkpoint = [this] { errands_->add([this] { checkpoint(); }); },
                                  .tell = settings_.tell};
    takeover_.emplace(*lock_, [this, &found = *store] { return recover_late(found); });
    writer_.emplace(std::move(store), *spool_, std::move(others), rules_, condition_);
    writing_.emplace(
        [this](auto& batch) {
            auto const next = writer_->work(batch);
            return std::min(next, takeover_->run());
        },
        ledger_writer::clock::now());
    return {};
}

recovery_target ledger::recovery_target_for(ledger_store& store) const
{
    return {.written = [&](auto const& name) { return store.written_of(name); },
            .write = [&](auto const& left) { return store.write(left); },
            .forget = [&](auto const& name) { store.forget_spool(name); },
            .tell = settings_.tell};
}

/// Whether nothing is left to recover.
bool ledger::recover_late(ledger_store& store)
{
    if (!healthy()) return false;
    bool others_live = false;
    auto target = recovery_target_for(store);
    target.lives = [&](auto const& name) { others_live = others_live || name != spool_->name(); };
    target.write = [&](auto const& left) {
        auto problem = store.write(left);
        if (problem.empty())
            settings_.recovered(store.spent_by(left.entries, std::chrono::system_clock::now()));
        return problem;
    };
    auto const problem = recover_spools(file_, target);
    if (problem != std::exchange(trouble_, problem) && !problem.empty()) settings_.tell(problem);
    return problem.empty() && !others_live;
}

void ledger::keep_alone()
{
    takeover_->begin();
    writing_->nudge();
}

void ledger::import_savings(ledger_store& store)
{
    auto const& file = settings_.savings_file;
    if (file.empty() || !store.may_import(import_note)) return;
    auto const found = read_savings_file(file);
    for (auto const& complaint : found.complaints) settings_.tell(complaint);
    if (found.totals.empty()) return;
    bool taken = false;
    auto const problem = store.import(found.totals, import_note, taken);
    if (!problem.empty()) settings_.tell("cannot import " + file.string() + ": " + problem);
    if (taken) settings_.tell("imported " + file.string() + " into the ledger " + file_.string());
}

ledger::~ledger()
{
    writing_.reset(); // writes what is left
    if (writer_) writer_->close();
    errands_.reset();
}

bool ledger::book(ledger_entry const& entry)
{
    if (!healthy()) return false;
    auto const how = spool_->append(entry);
    if (how == ledger_spool::appended::as_first) writing_->nudge();
    return how != ledger_spool::appended::not_at_all;
}

void ledger::keep(ledger_entry entry)
{
    if (!book(entry)) record(std::move(entry), [](std::string const&) {});
}

void ledger::record(ledger_entry entry, done report)
{
    writing_->add({std::move(entry), std::move(report)});
}

void ledger::report(savings_period period, reported report)
{
    auto read = [this, period, report = std::move(report)] {
        report(read_savings(file_, period, days_.day_of(std::chrono::system_clock::now()).number));
    };
    // The report must include what is still in the spool.
    writing_->add({std::nullopt, [this, read = std::move(read)](auto const&) { errands_->add(read); }});
}

void ledger::adopt(std::chrono::days retention, config::ledger_failure on_failure)
{
    rules_.retention = retention;
    rules_.on_failure = on_failure;
}

/// Failure does not matter: the write-ahead log holds everything that it would copy.
void ledger::checkpoint() const
{
    std::string problem;
    auto connection = sqlite::database::open(file_, sqlite::access::write, problem);
    if (connection && check_for_reading(connection).empty()) connection.checkpoint(); // of what it has read
}

} // namespace wayfinder::control
