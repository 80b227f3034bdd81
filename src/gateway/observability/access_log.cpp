#include "gateway/observability/access_log.hpp"

#include "gateway/observability/access_line.hpp"
#include "telemetry/single_counter.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace wayfinder::gateway {
namespace {

using namespace std::chrono_literals;

// Long enough that a busy gateway writes many lines at once, short enough for live viewing.
constexpr auto gathering = 50ms;
// Lines are written to the file in chunks of about this size.
constexpr std::size_t piece = std::size_t{256} << 10U;

auto format_of(config::access_log const& settings)
{
    return settings.format == config::access_format::text ? telemetry::line_format::text
                                                          : telemetry::line_format::json;
}

} // namespace

access_log::access_log(telemetry::metrics& all, telemetry::log complaints)
    : complaints_{complaints},
      lines_{telemetry::single_counter(all, "access_log_lines_total", "Lines written to the access log.")},
      dropped_{telemetry::single_counter(
          all, "access_log_dropped_lines_total",
          "Access log lines dropped because the queue was full or they could not be written.")}
{}

access_log::~access_log()
{
    waiting_.end();
    if (writer_.joinable()) writer_.join();
}

void access_log::adopt(config::access_log const& settings)
{
    bool const wanted = settings.format != config::access_format::off;
    {
        std::lock_guard const lock{mutex_};
        settings_ = settings;
        reopen_ = true;
        if (wanted && !writer_.joinable()) writer_ = std::thread{[this] { run(); }};
    }
    on_.store(wanted, std::memory_order_relaxed);
}

void access_log::add(access_record&& what)
{
    auto const size = what.prompt.size();
    if (!waiting_.add(std::move(what), size)) dropped_.Increment();
}

void access_log::reopen()
{
    {
        std::lock_guard const lock{mutex_};
        reopen_ = true;
    }
    waiting_.nudge();
}

void access_log::run()
{
    std::vector<access_record> batch;
    batch.reserve(most_waiting);
    std::string lines;
    while (waiting_.take(batch, gathering)) {
        config::access_log settings;
        bool reopen = false;
        {
            std::lock_guard const lock{mutex_};
            settings = settings_;
            reopen = std::exchange(reopen_, false);
        }
        out_.lead_to(settings.file);
        if (reopen) {
            out_.reopen();
            if (settings.format != config::access_format::off) write({}); // opens it
        }
        for (auto const& each : batch) {
            append_line(lines, each, format_of(settings));
            if (lines.size() < piece && &each != &batch.back()) continue;
            write(lines);
            lines.clear();
        }
        batch.clear();
    }
}

void access_log::write(std::string const& lines)
{
    auto const count = [](std::string_view text) {
        return static_cast<double>(std::count(text.begin(), text.end(), '\n'));
    };
    auto const left = out_.write(lines);
    auto const lost = count(std::string_view{lines}.substr(lines.size() - left));
    lines_.Increment(count(lines) - lost);
    dropped_.Increment(lost);
    if (out_.problem() == complained_) return;
    complained_ = out_.problem();
    if (!complained_.empty()) complaints_.error("access log lines are lost: " + complained_);
}

} // namespace wayfinder::gateway
