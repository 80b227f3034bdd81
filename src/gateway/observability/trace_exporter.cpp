#include "gateway/observability/trace_exporter.hpp"

#include "net/client/exchange.hpp"
#include "net/client/upstream_pool.hpp"
#include "telemetry/single_counter.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>
#include <utility>

namespace wayfinder::gateway {
namespace {

namespace asio = net::asio;
using namespace std::chrono_literals;

// The total time for sending the rest at shutdown.
constexpr auto last_patience = 1s;
constexpr auto look_interval = 100ms;
// Requests per post: about a megabyte of spans.
constexpr std::size_t most_at_once = 512;

double count_of(std::span<finished_trace const> batch)
{
    std::size_t spans = 0;
    for (auto const& each : batch) spans += each.size();
    return static_cast<double>(spans);
}

} // namespace

/// The sender's own connections.
class trace_exporter::post_office {
public:
    explicit post_office(std::atomic<bool> const& ending) : ending_{ending} {}

    ~post_office()
    {
        connections_.stop();
        beat_.stop();
    }

    /// Why it was not accepted; empty if it was.
    std::string post(trace_collector const& to, std::string const& body)
    {
        if (is_late()) return "not sent, the gateway is shutting down";
        std::string problem;
        bool over = false;
        bool stopped = false;
        asio::cancellation_signal stop;
        context_.restart();
        connections_.allow_metadata_hosts(to.metadata_allowed);
        asio::co_spawn(
            context_, deliver(to, body),
            asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr const& bug, std::string found) {
                over = true;
                problem = bug ? "the export failed" : std::move(found);
            }));
        while (!over) {
            context_.run_one_for(look_interval);
            if (over || stopped || !is_late()) continue;
            stop.emit(asio::cancellation_type::terminal);
            stopped = true;
        }
        context_.poll(); // what the signal has set off points into it
        return problem;
    }

private:
    /// The gateway shuts down and has waited long enough.
    bool is_late()
    {
        if (!ending_) return false;
        auto const now = net::steady::now();
        if (!latest_) latest_ = now + last_patience;
        return now >= *latest_;
    }

    asio::awaitable<std::string> deliver(trace_collector const& to, std::string const& body)
    {
        auto const each = to.timeout;
        config::timeouts const patience{each, each, each, each, each};
        auto const length = std::to_string(body.size()) + "\r\n\r\n";
        net::upstream_call const terms{to.peer, patience, -1, net::steady::now() + each,
                                       "gateway.traces.timeout"};
        net::exchange exchange{connections_, terms};
        std::vector<std::string_view> request{to.head.view(), length, body};
        auto failed = co_await exchange.start(std::move(request));
        if (failed) co_return failed.detail;
        auto const status = exchange.head().status;
        for (bool ended = false; !ended;) { // to its end, so that the connection can be reused
            auto const piece = co_await exchange.next_piece();
            ended = piece.end || piece.failure;
        }
        co_return status >= 200 && status < 300 ? std::string{}
                                                : "it responded with status " + std::to_string(status);
    }

    std::atomic<bool> const& ending_;
    std::optional<net::steady::time_point> latest_;
    asio::io_context context_{1};
    net::heartbeat beat_{context_};
    net::upstream_pool connections_{context_, beat_};
};

trace_exporter::trace_exporter(telemetry::metrics& all, telemetry::log complaints)
    : complaints_{complaints},
      sent_{telemetry::single_counter(all, "trace_spans_total",
                                      "Spans that the trace collector has accepted.")},
      dropped_{telemetry::single_counter(
          all, "trace_dropped_spans_total",
          "Spans dropped because the queue was full or the collector did not accept them.")}
{}

trace_exporter::~trace_exporter()
{
    ending_ = true;
    waiting_.end();
    if (sender_.joinable()) sender_.join();
}

void trace_exporter::adopt(std::shared_ptr<trace_collector const> where)
{
    bool const wanted = where != nullptr;
    if (wanted) waiting_.hold(where->queue);
    {
        std::lock_guard const lock{mutex_};
        where_ = std::move(where);
        if (wanted && !sender_.joinable()) sender_ = std::thread{[this] { run(); }};
    }
    on_.store(wanted, std::memory_order_relaxed);
}

void trace_exporter::add(finished_trace&& what)
{
    auto const spans = what.size();
    if (!waiting_.add(std::move(what))) dropped_.Increment(static_cast<double>(spans));
}

void trace_exporter::run()
{
    post_office office{ending_};
    std::vector<finished_trace> batch;
    for (auto pause = 0ms; waiting_.take(batch, pause); batch.clear()) {
        std::shared_ptr<trace_collector const> where;
        {
            std::lock_guard const lock{mutex_};
            where = where_;
        }
        if (!where) continue;
        pause = where->interval;
        for (std::span<finished_trace const> left{batch}; !left.empty();) {
            auto const size = std::min(left.size(), most_at_once);
            send(office, *where, left.first(size));
            left = left.subspan(size);
        }
    }
}

void trace_exporter::send(post_office& by, trace_collector const& to, std::span<finished_trace const> batch)
{
    auto problem = by.post(to, otlp_json(batch, to.service));
    (problem.empty() ? sent_ : dropped_).Increment(count_of(batch));
    if (problem == complained_) return;
    complained_ = std::move(problem);
    if (!complained_.empty())
        complaints_.warning("traces are lost: the collector at " + to.peer.identity + ": " + complained_);
}

} // namespace wayfinder::gateway
