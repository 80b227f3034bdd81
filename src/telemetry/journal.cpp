#include "telemetry/journal.hpp"

#include "telemetry/escaped_text.hpp"
#include "telemetry/line_file.hpp"
#include "telemetry/timestamp.hpp"

#include <spdlog/async.h>
#include <spdlog/formatter.h>
#include <spdlog/sinks/sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <utility>

namespace wayfinder::telemetry {
namespace {

constexpr std::size_t queue_lines = 2048;  // each slot reserves 250 bytes for a line
constexpr std::size_t longest_line = 4096; // in bytes; longer lines are truncated
constexpr std::array<char const*, log_module_count> module_names{"app",     "config", "control",
                                                                 "gateway", "net",    "upstream"};

spdlog::level::level_enum to_spdlog(severity level)
{
    switch (level) {
    case severity::debug:
        return spdlog::level::debug;
    case severity::info:
        return spdlog::level::info;
    case severity::warning:
        return spdlog::level::warn;
    case severity::error:
        return spdlog::level::err;
    }
    return spdlog::level::err;
}

std::string_view view(spdlog::string_view_t text)
{
    return {text.data(), text.size()};
}

std::string_view name(spdlog::level::level_enum level)
{
    return view(spdlog::level::to_string_view(level));
}

/// `2026-11-21T12:00:00.000000Z info the text`; the level is coloured on terminals.
class text_formatter final : public spdlog::formatter {
public:
    void format(spdlog::details::log_msg const& message, spdlog::memory_buf_t& out) override
    {
        std::string line;
        append_time(line, message.time, 3);
        line += ' ';
        message.color_range_start = line.size();
        line += name(message.level);
        message.color_range_end = line.size();
        line += ' ';
        append_harmless(line, view(message.payload));
        line += '\n';
        out.append(line.data(), line.data() + line.size());
    }

    [[nodiscard]] std::unique_ptr<spdlog::formatter> clone() const override
    {
        return std::make_unique<text_formatter>();
    }
};

class json_formatter final : public spdlog::formatter {
public:
    void format(spdlog::details::log_msg const& message, spdlog::memory_buf_t& out) override
    {
        std::string text;
        log_line line{text, line_format::json};
        line.time("time", message.time);
        line.text("level", name(message.level));
        line.text("module", view(message.logger_name));
        line.text("message", view(message.payload));
        line.finish();
        out.append(text.data(), text.data() + text.size());
    }

    [[nodiscard]] std::unique_ptr<spdlog::formatter> clone() const override
    {
        return std::make_unique<json_formatter>();
    }
};

/// What the level looks like on a terminal (ECMA-48, SGR).
std::string_view colour_of(spdlog::level::level_enum level)
{
    switch (level) {
    case spdlog::level::info:
        return "\033[32m";
    case spdlog::level::warn:
        return "\033[33m\033[1m";
    case spdlog::level::err:
        return "\033[31m\033[1m";
    default:
        return "\033[36m";
    }
}

/// Writes on the journal's one thread, and is adjusted from others: no lock is held while it waits for
/// whoever reads stderr.
class stderr_sink final : public spdlog::sinks::sink {
public:
    stderr_sink() { out_.lead_to("stderr"); }

    void log(spdlog::details::log_msg const& message) override
    {
        auto const how = std::atomic_load(&formatter_);
        if (!how) return;
        spdlog::memory_buf_t formatted;
        message.color_range_start = message.color_range_end = 0;
        how->format(message, formatted);
        std::string line{formatted.data(), formatted.size()};
        if (coloured_ && message.color_range_end > message.color_range_start) {
            line.insert(message.color_range_end, "\033[m");
            line.insert(message.color_range_start, colour_of(message.level));
        }
        out_.set_patience(patience());
        if (out_.write(line) > 0) lost_.fetch_add(1, std::memory_order_relaxed);
    }
    void flush() override {}
    void set_pattern(std::string const&) override {}
    void set_formatter(std::unique_ptr<spdlog::formatter> how) override
    {
        std::atomic_store(&formatter_, std::shared_ptr<spdlog::formatter>{std::move(how)});
    }

    /// What is left is written within a second, or not at all.
    void end() { latest_ = clock::now() + longest_wait; }
    [[nodiscard]] std::uint64_t lost() const { return lost_.load(std::memory_order_relaxed); }

private:
    using clock = std::chrono::steady_clock;
    static constexpr std::chrono::milliseconds longest_wait{1'000};

    [[nodiscard]] std::chrono::milliseconds patience() const
    {
        auto const left = latest_.load() - clock::now();
        return std::clamp(std::chrono::duration_cast<std::chrono::milliseconds>(left),
                          std::chrono::milliseconds{}, longest_wait);
    }

    std::shared_ptr<spdlog::formatter> formatter_;
    line_file out_;
    std::atomic<clock::time_point> latest_{clock::time_point::max()};
    std::atomic<std::uint64_t> lost_{};
    bool coloured_{spdlog::details::os::in_terminal(stderr) && spdlog::details::os::is_color_terminal()};
};

} // namespace

struct journal::machine {
    std::shared_ptr<spdlog::details::thread_pool> writer =
        std::make_shared<spdlog::details::thread_pool>(queue_lines, 1);
    std::shared_ptr<stderr_sink> out = std::make_shared<stderr_sink>();
    std::array<std::shared_ptr<spdlog::async_logger>, log_module_count> loggers;

    machine()
    {
        for (std::size_t i = 0; i < loggers.size(); ++i)
            loggers[i] = std::make_shared<spdlog::async_logger>(
                module_names[i], out, writer, spdlog::async_overflow_policy::overrun_oldest);
    }
    [[nodiscard]] spdlog::async_logger& of(log_module whose) const
    {
        return *loggers[static_cast<std::size_t>(whose)];
    }
};

journal::journal() : machine_{std::make_unique<machine>()}
{
    journal_settings usual;
    usual.least.fill(severity::info);
    adopt(usual);
}

journal::~journal()
{
    machine_->out->end();
}

void journal::adopt(journal_settings const& settings)
{
    if (settings.format == line_format::json)
        machine_->out->set_formatter(std::make_unique<json_formatter>());
    else
        machine_->out->set_formatter(std::make_unique<text_formatter>());
    for (std::size_t i = 0; i < settings.least.size(); ++i) {
        auto const least = settings.least[i];
        machine_->loggers[i]->set_level(least ? to_spdlog(*least) : spdlog::level::off);
    }
}

bool journal::has(log_module whose, severity level) const
{
    return machine_->of(whose).should_log(to_spdlog(level));
}

void journal::write(log_module whose, severity level, std::string_view line)
{
    // Some lines contain text from upstreams.
    if (line.size() > longest_line) {
        auto const cut = std::to_string(line.size() - longest_line);
        return write(whose, level,
                     std::string{line.substr(0, longest_line - 64)} + "... (and " + cut + " bytes)");
    }
    machine_->of(whose).log(to_spdlog(level), spdlog::string_view_t{line.data(), line.size()});
}

std::uint64_t journal::dropped() const
{
    return machine_->writer->overrun_counter() + machine_->out->lost();
}

} // namespace wayfinder::telemetry
