// What the access log keeps of a request until its line is written.
#pragma once

#include "gateway/request_stats.hpp"

#include <boost/asio/ip/address.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace wayfinder::gateway {

struct request_context;

/// Views point to data that lives as long as the program.
struct access_record {
    // Limits, in bytes, on what is kept of a prompt and of any other client-chosen text, so that no client
    // inflates the log's memory.
    static constexpr std::size_t most_prompt = 16U << 10U;
    static constexpr std::size_t most_text = 512;

    std::chrono::system_clock::time_point at; ///< when the request arrived
    std::string request_id;
    std::string key; ///< virtual key id; empty for none
    boost::asio::ip::address client;
    std::string method;
    std::string path;
    std::string asked;     ///< the model that the client named
    std::string chosen;    ///< empty if none was chosen
    std::string served;    ///< empty if no model was called
    std::string prompt;    ///< empty unless prompts are logged
    std::string_view mode; ///< as in x-wayfinder-router-mode
    std::string_view cache;
    double score{};
    unsigned status{}; ///< sent to the client; 499 if it left before or during the answer
    bool streamed{};
    std::chrono::microseconds total{};
    std::chrono::microseconds first_byte{};
    std::chrono::microseconds upstream{}; ///< from the first model call to the end of the last
    request_stats stats;
};

/// The outcome of the request. Moves its prompt out.
[[nodiscard]] access_record record_of(request_context& ended);

} // namespace wayfinder::gateway
