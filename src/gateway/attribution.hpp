// What a request used, put on its caller's account and into the books: exactly once, however it ends.
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

/// One request in the books: opened once it has passed every check, closed by whoever knows how it ended.
/// When nobody gets to that because the client has left, the destructor closes it as abandoned.
class attribution {
public:
    using clock = std::chrono::steady_clock;

    attribution(request_context& context, control_plane& shared, net::asio::io_context& worker)
        : context_{context}, went_{context.went}, shared_{shared}, worker_{worker}
    {}
    ~attribution();
    attribution(attribution const&) = delete;
    attribution& operator=(attribution const&) = delete;

    /// The request has been decided on.
    void count_decision() const;
    /// It has passed every check.
    void open() { open_ = true; }
    /// A model is asked, by its place: from here on the request may cost.
    void called(std::size_t model);
    /// The answer comes from the cache, where this model has left it.
    void replayed(std::string const& model);
    /// The model's answer has begun; where it is a stream, this meter follows it.
    void answering(std::shared_ptr<wire::openai::stream_meter const> meter = nullptr);
    /// It breaks off, for this reason.
    void cut_short(std::string_view reason);
    /// The client waits no longer for the call: it has left, or its own deadline is over. Whether the
    /// upstream may be at work on it, and so will have to be paid.
    void deserted(bool at_work) { deserted_at_work_ = at_work; }
    [[nodiscard]] bool deserted_at_work() const { return deserted_at_work_.value_or(false); }
    /// What this model has said goes out, though another one has been called since.
    void back_to(std::size_t model);
    /// A hedged call lost the race after the upstream may have begun to work on it.
    void lost_race(std::size_t model, wire::openai::answer_usage used, control::admission reserved);
    /// A model's call came to nothing, and another one's answer goes to the client: both are on the bill.
    void superseded(std::size_t model, wire::openai::answer_usage used, control::admission reserved);

    /// The end: settles what was used, and books it. What the ledger does not take at once is returned, for
    /// written() to wait for.
    [[nodiscard]] std::optional<control::ledger_entry>
    close(control::outcome how, wire::openai::answer_usage used, unsigned status);
    /// Says why the answer must not go out, which is when the ledger cannot be written; else empty.
    net::asio::awaitable<std::string> written(control::ledger_entry entry);

    /// The client has left inside an answer that took this so far: that is the end.
    void left(wire::openai::answer_usage used);
    /// The request was refused; where it was open already, that is its end.
    void refused(rejection const& why);

    /// What the answer cost in dollars, for x-wayfinder-router-cost; "unpriced" when nobody knows.
    [[nodiscard]] std::string cost_text() const;

private:
    config::nano_dollars book_beside(control::outcome how, std::size_t model,
                                     wire::openai::answer_usage const& used, control::admission& reserved);
    [[nodiscard]] control::ledger_entry describe(control::outcome how,
                                                 wire::openai::answer_usage const& used) const;
    control::ledger_entry settle(control::outcome how, wire::openai::answer_usage used, unsigned status);
    void charge(control::ledger_entry& entry);
    void count(control::ledger_entry const& entry);
    /// No model is at work on it.
    [[nodiscard]] bool idle() const { return !went_.served || !deserted_at_work_.value_or(true); }
    [[nodiscard]] wire::openai::answer_usage so_far(wire::openai::answer_usage used) const;
    [[nodiscard]] wire::openai::answer_usage metered() const
    {
        return meter_ ? meter_->usage() : wire::openai::answer_usage{};
    }

    request_context& context_;
    course& went_; ///< its
    control_plane& shared_;
    net::asio::io_context& worker_;
    std::shared_ptr<wire::openai::stream_meter const> meter_;
    config::nano_dollars beside_{}; ///< what a call cost whose answer is not used
    std::optional<bool> deserted_at_work_;
    bool open_{};
};

} // namespace wayfinder::gateway
