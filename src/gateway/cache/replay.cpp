#include "gateway/cache/caching.hpp"
#include "gateway/media_type.hpp"

#include <chrono>

namespace wayfinder::gateway {
namespace {

/// The stored type if the form is unchanged, else that of the other form.
std::string_view content_type(control::cached_answer const& answer, bool as_stream)
{
    if (answer.form.event_stream == as_stream) return answer.content_type;
    return as_stream ? event_stream_type : json_type;
}

} // namespace

net::asio::awaitable<void> replay(request_context& context, control::cached_answer const& answer,
                                  client_response& to)
{
    wire::openai::wanted_form const wanted{context.chat.stream, context.chat.wants_usage};
    auto const converted = wire::openai::fits(answer.form, wanted)
                               ? std::nullopt
                               : wire::openai::replay(answer.body, answer.form, wanted);
    auto const age =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - answer.stored_at);
    auto head = context.head(200);
    head.add("x-wayfinder-router-served-by", answer.model)
        .add("x-wayfinder-router-cost", "0")
        .add("Age", std::to_string(age.count()));
    add_content_type(head, content_type(answer, wanted.event_stream));
    std::string_view const body = converted ? *converted : answer.body;
    co_await to.send(std::move(head), body);
}

} // namespace wayfinder::gateway
