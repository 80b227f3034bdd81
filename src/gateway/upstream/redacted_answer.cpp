#include "gateway/upstream/redacted_answer.hpp"

namespace wayfinder::gateway {

redacted_answer::redacted_answer(net::answer& from, redaction const& secret) : from_{from}, secret_{secret}
{
    bool tells = false;
    from_.head().fields.all(
        [&](std::string_view, std::string_view value) { tells = tells || secret_.finds(value); });
    if (tells) redact_head();
}

void redacted_answer::redact_head()
{
    auto& copy = head_.emplace();
    copy.status = from_.head().status;
    from_.head().fields.all([&](std::string_view name, std::string_view value) {
        copy.fields.add(name, secret_.applied(value));
    });
}

net::asio::awaitable<net::answer::piece> redacted_answer::next_piece()
{
    piece next;
    do {
        auto arrived = co_await from_.next_piece();
        next = std::move(arrived);
        if (next.failure) break;
        redact(next);
    } while (next.bytes.empty() && !next.end);
    co_return next;
}

void redacted_answer::redact(piece& next)
{
    auto const open = next.end ? 0 : secret_.open_end(next.bytes);
    if (held_.empty() && open == 0 && !secret_.finds(next.bytes)) return;
    text_ = secret_.applied(held_.append(next.bytes));
    auto const end = text_.size() - (next.end ? 0 : secret_.open_end(text_));
    held_.assign(text_, end);
    text_.erase(end);
    next.bytes = text_;
}

} // namespace wayfinder::gateway
