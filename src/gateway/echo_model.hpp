// The model behind `builtin:echo`: it says back what it was told, the same way every time. With it the
// gateway works before anyone has a key, and tests know what to expect.
#pragma once

#include "net/answer.hpp"
#include "net/heartbeat.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::gateway {

struct echo_request {
    std::string_view body; ///< sound, as chat_request_reader leaves it
    std::string_view said; ///< the last user text
    std::string_view model;
    bool stream{};
};

/// An answer like any upstream's, but made here.
class echo_answer final : public net::answer {
public:
    echo_answer(net::asio::io_context& context, net::heartbeat& beat, echo_request const& request);

    /// Waits this long before each piece, unless the client leaves meanwhile.
    void pace(std::chrono::milliseconds delay, int client_socket);

    [[nodiscard]] header const& head() const override { return head_; }
    net::asio::awaitable<piece> next_piece() override;
    void hasten(std::chrono::steady_clock::time_point) override {} // it never waits for long

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
