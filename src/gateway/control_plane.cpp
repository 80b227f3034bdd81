#include "gateway/control_plane.hpp"

#include <stdexcept>

namespace wayfinder::gateway {
namespace {

/// Calls `put` with the name of each account that is in the book, what was spent on it, and the day.
template <class Put>
void each_account(control::spend_book const& book, Put put)
{
    control::budget_date const today{book.today, control::month_of(book.today)};
    put("gateway", book.everything, today);
    for (auto const& [id, spent] : book.keys) put("key:" + id, spent, today);
    for (auto const& [tag, spent] : book.tags) put("tag:" + tag, spent, today);
}

} // namespace

control_plane::control_plane(config::gateway const& settings, std::filesystem::path savings,
                             bool beside_predecessor, telemetry::metrics& all, telemetry::log log)
    : feedback{settings.feedback},
      prompts{settings.feedback.remember},
      cache{settings.cache},
      metrics{all},
      access{all, log.of(telemetry::log_module::gateway)},
      traces{all, log.of(telemetry::log_module::gateway)},
      background{[](std::vector<background_task>& all_of_them) {
          for (auto const& each : all_of_them) each();
          return control::batch_thread<background_task>::alarm{};
      }}
{
    open_ledger(settings, std::move(savings), beside_predecessor, log);
}

void control_plane::open_ledger(config::gateway const& settings, std::filesystem::path savings,
                                bool beside_predecessor, telemetry::log log)
{
    control::ledger_settings wanted;
    wanted.place = settings.ledger;
    wanted.on_failure = settings.on_ledger_failure;
    wanted.time_zone = settings.time_zone;
    wanted.savings_file = std::move(savings);
    wanted.beside_predecessor = beside_predecessor;
    wanted.recent = control::recent_ring::capacity;
    wanted.tell = [books = log.of(telemetry::log_module::control)](std::string const& line) {
        books.warning(line);
    };
    wanted.recovered = [this](control::spend_book const& book) {
        each_account(book, [this](auto const& name, auto const& spent, auto today) {
            accounts.add(name, spent, today);
        });
    };
    auto opened = control::ledger::open(std::move(wanted));
    if (auto const* why = std::get_if<std::string>(&opened)) throw std::runtime_error{*why};
    auto& found = std::get<control::opened_ledger>(opened);
    ledger = std::move(found.books);
    recent.restore(std::move(found.recent));
    each_account(found.spent, [this](auto const& name, auto const& spent, auto today) {
        accounts.restore(name, spent, today);
    });
}

void control_plane::adopt(config::gateway const& settings)
{
    feedback.adopt(settings.feedback);
    prompts.resize(settings.feedback.remember);
    cache.adopt(settings.cache);
    ledger->adopt(settings.ledger.retention, settings.on_ledger_failure);
}

} // namespace wayfinder::gateway
