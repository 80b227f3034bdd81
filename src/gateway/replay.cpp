#include "gateway/caching.hpp"

#include <chrono>

namespace wayfinder::gateway {

net::asio::awaitable<void> replay(request_context& context, control::cached_answer const& answer)
{
    auto const age = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() -
                                                                      answer.stored_at);
    auto head = context.head(200);
    head.add("x-wayfinder-router-served-by", answer.model)
        .add("x-wayfinder-router-cost", "0")
        .add("Age", std::to_string(age.count()))
        .add("Content-Type", answer.content_type);
    co_await context.out.send(std::move(head), answer.body);
}

} // namespace wayfinder::gateway
