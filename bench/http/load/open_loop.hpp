// A client that sends requests at fixed times, whatever happened to earlier ones: for latency.
#pragma once

#include "bench/http/load/closed_loop.hpp"

namespace wayfinder::bench {

struct timed_result {
    histogram
        latency{}; ///< from when a request was due, so that a stall counts for every request that it delays
    std::uint64_t failures{};
};

class open_loop {
public:
    open_loop(target const& to, question const& about, std::uint64_t& serial);

    /// Sends this many requests a second on one connection.
    timed_result run(double rate, std::chrono::milliseconds span);

private:
    using clock = std::chrono::steady_clock;

    void await_answer();

    std::uint64_t& serial_;
    channel line_;
    question_text text_;
    answer_reader answer_;
    poller poller_;
    std::vector<char> buffer_;
};

} // namespace wayfinder::bench
