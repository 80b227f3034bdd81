// The upstream that everything is measured against: one thread, canned answers, minimal work.
#pragma once

#include "bench/http/net/channel.hpp"
#include "bench/http/net/poller.hpp"
#include "bench/http/upstream/request_counter.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wayfinder::bench {

struct stand_in_setup {
    std::uint16_t port{};
    std::size_t pieces{};                 ///< of a streamed answer; 0: no streaming
    std::chrono::microseconds interval{}; ///< between them; 0: all at once
    std::filesystem::path certificate{};  ///< its key included: HTTPS
    std::filesystem::path key{};
};

class stand_in {
public:
    explicit stand_in(stand_in_setup const& setup);

    /// Serves until the process ends.
    [[noreturn]] void run();

private:
    using clock = std::chrono::steady_clock;
    struct client {
        channel line;
        request_counter requests{};
        std::uint64_t number{};
        std::size_t pieces_left{};
    };
    /// The next piece of a stream. All streams have the same interval, so the queue is in time order.
    struct due_piece {
        clock::time_point at;
        int fd;
        std::uint64_t number; ///< of the client: another one may have the descriptor by now
    };

    void accept_all();
    void serve(client& each);
    [[nodiscard]] bool wants_stream(std::string_view bytes) const;
    void answer(client& to, bool streaming);
    void send_piece(client& to, clock::time_point at);
    void send_due_pieces();
    void set_alarm();

    stand_in_setup setup_;
    tls_context tls_;
    std::string whole_;
    std::string head_;
    std::string burst_;
    std::string end_;
    testing::file_descriptor listener_;
    testing::file_descriptor alarm_;
    poller poller_;
    std::unordered_map<int, std::unique_ptr<client>> clients_;
    std::uint64_t accepted_{};
    std::deque<due_piece> due_;
    std::vector<char> buffer_;
};

} // namespace wayfinder::bench
