// Charges a request's usage to its caller's account and to the ledger: exactly once, however it ends.
#pragma once

#include "control/ledger_entry.hpp"
#include "gateway/context.hpp"
#include "gateway/control_plane.hpp"
#include "gateway/rejection.hpp"
#include "net/asio.hpp"
#include "wire/openai/stream_meter.hpp"
#include "wire/usage.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace wayfinder::gateway {

/// One request's accounting: opened once the request has passed every check, closed by the code that knows
/// how it ended. If the client leaves first, the destructor closes it as abandoned.
class attribution {
public:
    using clock = std::chrono::steady_clock;

    attribution(request_context& context, control_plane& shared, net::asio::io_context& worker)
        : context_{context}, stats_{context.stats}, shared_{shared}, worker_{worker}
    {}
    ~attribution();
    attribution(attribution const&) = delete;
    attribution& operator=(attribution const&) = delete;

    /// The request has been routed.
    void count_decision() const;
    /// It has passed every check.
    void open() { open_ = true; }
    /// The model of this index is being called: from here on the request may cost.
    void called(std::size_t model);
    /// The answer comes from the cache, where this model's answer was stored.
    void replayed(std::string const& model);
    /// The model's answer has started; for a stream, this meter follows it.
    void answering(std::shared_ptr<wire::openai::stream_meter const> meter = nullptr);
    /// The answer is aborted for this reason.
    void cut_short(std::string_view reason);
    /// The client no longer waits for the call: it has left, or its own deadline has passed. The flag says
    /// whether the upstream may be working on it and so must be paid.
    void abandoned(bool at_work) { abandoned_at_work_ = at_work; }
    [[nodiscard]] bool abandoned_at_work() const { return abandoned_at_work_.value_or(false); }
    /// An answer that used this much has arrived and is not sent: its call is charged all the same.
    void withheld(wire::openai::answer_usage used) { withheld_ = std::move(used); }
    /// This model's answer is sent, although another model has been called since.
    void back_to(std::size_t model);
    /// A hedged call lost the race after the upstream may have started working on it.
    void lost_race(std::size_t model, wire::openai::answer_usage used, control::admission reserved);
    /// A model call failed or was superseded and another model's answer goes to the client: both are charged.
    void superseded(std::size_t model, wire::openai::answer_usage used, control::admission reserved);

    /// The end: settles the usage and books it. Returns what the ledger does not accept at once, for
    /// written() to wait for.
    [[nodiscard]] std::optional<control::ledger_entry>
    close(control::outcome how, wire::openai::answer_usage used, unsigned status);
    /// Why the answer must not be sent, which is that the ledger cannot be written; otherwise empty.
    net::asio::awaitable<std::string> written(control::ledger_entry entry);

    /// The client left during an answer that used this much so far; ends the accounting.
    void left(wire::openai::answer_usage used);
    /// The request was refused; if it was already open, this ends it.
    void refused(rejection const& why);

    /// The answer's cost in dollars, for x-wayfinder-router-cost; "unpriced" if unknown.
    [[nodiscard]] std::string cost_text() const;

private:
    config::nano_dollars book_beside(control::outcome how, std::size_t model,
                                     wire::openai::answer_usage const& used, control::admission& reserved);
    [[nodiscard]] control::ledger_entry describe(control::outcome how,
                                                 wire::openai::answer_usage const& used) const;
    control::ledger_entry settle(control::outcome how, wire::openai::answer_usage used, unsigned status);
    void charge(control::ledger_entry& entry);
    void count(control::ledger_entry const& entry);
    /// No model is working on it.
    [[nodiscard]] bool idle() const { return !stats_.served || !abandoned_at_work_.value_or(true); }
    [[nodiscard]] wire::openai::answer_usage so_far(wire::openai::answer_usage used) const;
    [[nodiscard]] wire::openai::answer_usage metered() const
    {
        return meter_ ? meter_->usage() : wire::openai::answer_usage{};
    }

    request_context& context_;
    request_stats& stats_; ///< the request's
    control_plane& shared_;
    net::asio::io_context& worker_;
    std::shared_ptr<wire::openai::stream_meter const> meter_;
    config::nano_dollars beside_{}; ///< cost of a call whose answer is not used
    std::optional<bool> abandoned_at_work_;
    std::optional<wire::openai::answer_usage> withheld_;
    bool open_{};
};

} // namespace wayfinder::gateway
