// Clients that send the next request as soon as they have their answer: for throughput and CPU per request.
#pragma once

#include "bench/http/load/answer_reader.hpp"
#include "bench/http/load/histogram.hpp"
#include "bench/http/load/question.hpp"
#include "bench/http/net/channel.hpp"
#include "bench/http/net/poller.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace wayfinder::bench {

/// Where a load goes.
struct target {
    std::uint16_t port{};
    tls_context tls{};
};

struct load_result {
    std::uint64_t answers{};
    std::uint64_t failures{}; ///< answers other than 200, and closed connections
    std::uint64_t shed{};     ///< of those, the ones with status 503
    std::chrono::nanoseconds elapsed{};
    histogram latency{};
};

class closed_loop {
public:
    /// Connects one client for each question.
    closed_loop(target const& to, std::vector<question> const& questions, std::uint64_t& serial);

    /// Both return once every client has its last answer.
    load_result run_for(std::chrono::milliseconds span);
    load_result run_count(std::uint64_t answers);

private:
    using clock = std::chrono::steady_clock;
    struct client {
        channel line;
        question_text text;
        answer_reader answer{};
        clock::time_point asked{};
        bool waiting{};
    };

    template <class More>
    load_result run(More const& more);
    void ask(client& each);
    bool advance(client& each, load_result& result);

    std::uint64_t& serial_;
    poller poller_;
    std::vector<std::unique_ptr<client>> clients_;
    std::vector<char> buffer_;
};

} // namespace wayfinder::bench
