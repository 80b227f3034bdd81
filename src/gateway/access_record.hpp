// What the access log keeps of a request until its line is written.
#pragma once

#include "gateway/course.hpp"

#include <boost/asio/ip/address.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace wayfinder::gateway {

struct request_context;

/// Views point to what lives as long as the program.
struct access_record {
    // Nobody makes the log's memory grow by long words: what is kept of a prompt, and of anything else that a
    // client may choose, in bytes.
    static constexpr std::size_t most_prompt = 16U << 10U;
    static constexpr std::size_t most_text = 512;

    std::chrono::system_clock::time_point at; ///< when the request had arrived
    std::string request_id;
    std::string key; ///< the virtual key's id; empty for none
    boost::asio::ip::address client;
    std::string method;
    std::string path;
    std::string asked;     ///< what the client named as its model
    std::string chosen;    ///< empty where it did not come to that
    std::string served;    ///< empty where no model was asked
    std::string prompt;    ///< empty unless it is to be logged
    std::string_view mode; ///< as in x-wayfinder-router-mode
    std::string_view cache;
    double score{};
    unsigned status{}; ///< that the client got; 499 when it left before, or inside an answer
    bool streamed{};
    std::chrono::microseconds total{};
    std::chrono::microseconds first_byte{};
    std::chrono::microseconds upstream{}; ///< from the first call of a model to the end of the last
    course went;
};

/// What the request has come to. Its prompt is taken out of it.
[[nodiscard]] access_record record_of(request_context& ended);

} // namespace wayfinder::gateway
