// An upstream's answer without the credential that it was asked with.
#pragma once

#include "gateway/redaction.hpp"
#include "net/answer.hpp"

#include <optional>
#include <string>

namespace wayfinder::gateway {

/// Some upstreams quote what they were sent: in an error's message, in a header field. What passes through
/// here may be shown to clients and written to the log.
class redacted_answer final : public net::answer {
public:
    /// `from` has its head. It and `secret` outlive this.
    redacted_answer(net::answer& from, redaction const& secret);

    [[nodiscard]] header const& head() const override { return head_ ? *head_ : from_.head(); }
    net::asio::awaitable<piece> next_piece() override;
    void hasten(std::chrono::steady_clock::time_point latest) override { from_.hasten(latest); }

private:
    void redact_head();
    void redact(piece& next);

    net::answer& from_;
    redaction const& secret_;
    std::optional<header> head_; ///< where the upstream's own tells too much
    std::string held_;           ///< the end of what has come, which may go on as the credential
    std::string text_;           ///< what goes out where it is not the upstream's own bytes
};

} // namespace wayfinder::gateway
