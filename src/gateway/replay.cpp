#include "wire/openai/replay.hpp"
#include "gateway/caching.hpp"

#include <chrono>

namespace wayfinder::gateway {

net::asio::awaitable<void> replay(request_context& context, control::cached_answer const& answer)
{
    wire::openai::stored_answer const stored{answer.body, answer.event_stream};
    auto const& chat = context.chat;
    auto const body = chat.stream ? wire::openai::replay_stream(stored, chat.wants_usage)
                                  : wire::openai::replay_whole(stored);
    bool const same_form = chat.stream == answer.event_stream;
    auto const type = same_form     ? std::string_view{answer.content_type}
                      : chat.stream ? std::string_view{"text/event-stream; charset=utf-8"}
                                    : std::string_view{"application/json"};
    auto const age =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - answer.stored_at);
    auto head = context.head(200);
    head.add("x-wayfinder-router-served-by", answer.model)
        .add("x-wayfinder-router-cost", "0")
        .add("Age", std::to_string(age.count()))
        .add("Content-Type", type);
    // What is stored can be given in either form; the cache takes nothing else.
    co_await context.out.send(std::move(head), body ? std::string_view{*body} : answer.body);
}

} // namespace wayfinder::gateway
