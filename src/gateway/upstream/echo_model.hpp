// The model behind `builtin:echo`: it repeats its input deterministically. It makes the gateway usable
// without a key and gives tests predictable answers.
#pragma once

#include "net/client/answer.hpp"
#include "net/heartbeat.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::gateway {

struct echo_request {
    std::string_view body; ///< valid, as checked by chat_request_reader
    std::string_view said; ///< the last user text
    std::string_view model;
    bool stream{};
};

/// An answer with an upstream's interface, generated here.
class echo_answer final : public net::answer {
public:
    echo_answer(net::asio::io_context& context, net::heartbeat& beat, echo_request const& request);

    /// Waits this long before each piece, unless the client leaves.
    void pace(std::chrono::milliseconds delay, int client_socket);

    [[nodiscard]] header const& head() const override { return head_; }
    net::asio::awaitable<piece> next_piece() override;
    void tighten_deadline(std::chrono::steady_clock::time_point) override {} // it never waits for long

private:
    net::asio::awaitable<net::failure> pause();

    net::asio::io_context& context_;
    net::heartbeat& beat_;
    header head_;
    std::vector<std::string> pieces_;
    std::size_t given_{};
    std::chrono::milliseconds delay_{0};
    int client_socket_{-1};
};

} // namespace wayfinder::gateway
