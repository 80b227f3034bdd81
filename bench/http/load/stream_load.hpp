// Clients that read streamed answers.
#pragma once

#include "bench/http/load/closed_loop.hpp"
#include "bench/http/load/stamp_reader.hpp"

namespace wayfinder::bench {

struct stream_result {
    std::uint64_t streams{};
    std::uint64_t failures{};
    histogram first_byte{}; ///< from the request to the first piece
    histogram transit{};    ///< of a piece, from when the upstream sent it
    histogram gap{};        ///< from one piece to the next
};

class stream_load {
public:
    stream_load(target const& to, std::vector<question> const& questions, std::uint64_t& serial);

    /// One stream per client, started at equal intervals within `ramp`; returns when all have ended.
    stream_result run(std::chrono::milliseconds ramp);

    /// Starts all streams and returns when each has its first piece; they stay open.
    stream_result open(std::chrono::milliseconds ramp);

private:
    using clock = std::chrono::steady_clock;
    struct client {
        channel line;
        question_text text;
        answer_reader answer{};
        stamp_reader stamps{};
        clock::time_point asked{};
        clock::time_point last_piece{};
        bool waiting{};
    };

    void ask(client& each);
    void read(client& each, stream_result& result);
    template <class Done>
    stream_result drive(std::chrono::milliseconds ramp, Done const& done);

    std::uint64_t& serial_;
    poller poller_;
    std::vector<std::unique_ptr<client>> clients_;
    std::vector<char> buffer_;
};

} // namespace wayfinder::bench
