#include "gateway/trace_exporter.hpp"

#include "net/exchange.hpp"
#include "net/upstream_pool.hpp"

#include <boost/asio/co_spawn.hpp>

#include <prometheus/registry.h>

#include <chrono>
#include <exception>
#include <utility>

namespace wayfinder::gateway {
namespace {

namespace asio = net::asio;
using namespace std::chrono_literals;

constexpr std::chrono::milliseconds last_patience{1'000};

prometheus::Counter& counter_of(telemetry::metrics& all, char const* name, char const* help)
{
    return prometheus::BuildCounter()
        .Name(std::string{telemetry::metric_prefix} + name)
        .Help(help)
        .Register(all.registry())
        .Add({});
}

double count_of(std::vector<finished_trace> const& batch)
{
    std::size_t spans = 0;
    for (auto const& each : batch) spans += each.size();
    return static_cast<double>(spans);
}

} // namespace

/// The sender's own connections.
class trace_exporter::post_office {
public:
    ~post_office()
    {
        connections_.stop();
        beat_.stop();
    }

    /// Why it was not taken; empty when it was.
    std::string post(trace_collector const& to, std::string const& body, std::chrono::milliseconds patience)
    {
        std::string problem;
        bool over = false;
        context_.restart();
        asio::co_spawn(context_, deliver(to, body, patience),
                       [&](std::exception_ptr const& bug, std::string found) {
                           over = true;
                           problem = bug ? "it failed" : std::move(found);
                       });
        while (!over) context_.run_one();
        return problem;
    }

private:
    asio::awaitable<std::string> deliver(trace_collector const& to, std::string const& body,
                                         std::chrono::milliseconds each)
    {
        config::timeouts const patience{each, each, each, each, each};
        auto const length = std::to_string(body.size()) + "\r\n\r\n";
        net::upstream_call const terms{to.peer, patience, -1, net::steady::now() + each,
                                       "gateway.traces.timeout"};
        net::exchange exchange{connections_, terms};
        std::vector<std::string_view> request{to.head.view(), length, body};
        auto failed = co_await exchange.start(std::move(request));
        if (failed) co_return failed.detail;
        auto const status = exchange.head().result_int();
        for (bool ended = false; !ended;) { // to its end, so that the connection can be used again
            auto const piece = co_await exchange.next_piece();
            ended = piece.end || piece.failure;
        }
        co_return status >= 200 && status < 300 ? std::string{} : "it answers " + std::to_string(status);
    }

    asio::io_context context_{1};
    net::heartbeat beat_{context_};
    net::upstream_pool connections_{context_, beat_};
};

trace_exporter::trace_exporter(telemetry::metrics& all, telemetry::log complaints)
    : complaints_{complaints},
      sent_{counter_of(all, "trace_spans_total", "Spans that the collector of traces has taken.")},
      dropped_{counter_of(all, "trace_dropped_spans_total",
                          "Spans that found no room in memory, or that the collector did not take.")}
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
    post_office office;
    std::vector<finished_trace> batch;
    for (auto pause = 0ms; waiting_.take(batch, pause); batch.clear()) {
        std::shared_ptr<trace_collector const> where;
        {
            std::lock_guard const lock{mutex_};
            where = where_;
        }
        if (where) pause = where->interval;
        if (where && !batch.empty()) send(office, *where, batch);
    }
}

void trace_exporter::send(post_office& by, trace_collector const& to,
                          std::vector<finished_trace> const& batch)
{
    auto const patience = ending_ ? std::min(last_patience, to.timeout) : to.timeout;
    auto problem = by.post(to, otlp_json(batch, to.service), patience);
    (problem.empty() ? sent_ : dropped_).Increment(count_of(batch));
    if (problem == complained_) return;
    complained_ = std::move(problem);
    if (!complained_.empty())
        complaints_.warning("traces are lost: the collector at " + to.peer.identity + ": " + complained_);
}

} // namespace wayfinder::gateway
