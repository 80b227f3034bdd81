// An upstream's answer without the credential that was sent to it.
#pragma once

#include "gateway/upstream/redaction.hpp"
#include "net/client/answer.hpp"

#include <optional>
#include <string>

namespace wayfinder::gateway {

/// Some upstreams quote what they were sent, in an error message or in a header field. What passes through
/// here may be shown to clients and written to the log.
class redacted_answer final : public net::answer {
public:
    /// `from` has its head. It and `secret` outlive this.
    redacted_answer(net::answer& from, redaction const& secret);

    [[nodiscard]] header const& head() const override { return head_ ? *head_ : from_.head(); }
    net::asio::awaitable<piece> next_piece() override;
    void tighten_deadline(std::chrono::steady_clock::time_point latest) override
    {
        from_.tighten_deadline(latest);
    }

private:
    void redact_head();
    void redact(piece& next);

    net::answer& from_;
    redaction const& secret_;
    std::optional<header> head_; ///< replaces the upstream's own if that reveals the credential
    std::string held_;           ///< the end of the data so far, which may be the start of the credential
    std::string text_;           ///< the output if it differs from the upstream's bytes
};

} // namespace wayfinder::gateway
