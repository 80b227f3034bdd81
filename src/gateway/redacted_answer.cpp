#include "gateway/redacted_answer.hpp"

#include <algorithm>

namespace wayfinder::gateway {
namespace {

std::string_view view(boost::beast::string_view text)
{
    return {text.data(), text.size()};
}

} // namespace

redacted_answer::redacted_answer(net::answer& from, redaction const& secret) : from_{from}, secret_{secret}
{
    auto const tells = [&](auto const& field) { return secret_.finds(view(field.value())); };
    if (std::any_of(from_.head().begin(), from_.head().end(), tells)) redact_head();
}

void redacted_answer::redact_head()
{
    auto& copy = head_.emplace();
    copy.version(from_.head().version());
    copy.result(from_.head().result_int());
    for (auto const& field : from_.head())
        copy.insert(field.name_string(), secret_.applied(view(field.value())));
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
