#include "gateway/reply.hpp"

#include "gateway/media_type.hpp"

namespace wayfinder::gateway {

net::asio::awaitable<void> reply(request_context& context, unsigned status, std::string_view type,
                                 std::string body)
{
    auto head = context.head(status);
    head.add("Content-Type", type);
    co_await context.out.send(std::move(head), body);
}

net::asio::awaitable<void> reply_json(request_context& context, std::string body)
{
    auto head = context.head(200);
    head.add("Content-Type", json_type).add("Cache-Control", "no-store");
    co_await context.out.send(std::move(head), body);
}

} // namespace wayfinder::gateway
