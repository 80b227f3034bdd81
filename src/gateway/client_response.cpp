#include "gateway/client_response.hpp"

#include "gateway/media_type.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

namespace wayfinder::gateway {

namespace asio = net::asio;

client_response::client_response(request_context& context, asio::io_context& worker, net::heartbeat& beat)
    : watch{beat}, context_{context}, worker_{worker}, commented_{worker, net::steady::time_point::max()}
{}

client_response::~client_response()
{
    if (gone_) *gone_ = true;
}

void client_response::keep_alive(std::chrono::milliseconds silence)
{
    silence_ = silence;
    watch_silence();
}

void client_response::watch_silence()
{
    if (silence_.count() > 0) expire_after(silence_);
}

/// The silence was too long. Runs in the heartbeat, so that the comment is written while the request waits.
void client_response::cancel() noexcept
{
    try {
        if (!boundary_.separator().empty()) return watch_silence(); // inside an event
        if (!gone_) gone_ = std::make_shared<bool>(false);
        commenting_ = true;
        asio::co_spawn(worker_, comment(gone_), asio::detached);
    } catch (std::exception const&) { // no memory for a comment
        commenting_ = false;
    }
}

asio::awaitable<void> client_response::comment(std::shared_ptr<bool const> gone)
{
    constexpr std::string_view sign = ": keep-alive\n\n";
    bool reached = false;
    try {
        if (begun_) {
            auto const sent = co_await context_.out.write(sign);
            reached = sent;
        } else {
            auto head = context_.head(200);
            add_content_type(head, event_stream_type);
            begun_ = true;
            auto const sent = co_await context_.out.begin_stream(std::move(head), sign);
            reached = sent;
        }
    } catch (std::exception const&) { // no memory for a comment
        reached = false;
    }
    if (*gone) co_return;
    commenting_ = false;
    commented_.cancel();
    if (reached) watch_silence();
}

asio::awaitable<void> client_response::comment_sent()
{
    disarm();
    while (commenting_) {
        net::error_code woken;
        auto token = net::into(woken);
        co_await commented_.async_wait(token);
    }
    disarm();
}

void client_response::answer_arrived(bool events)
{
    if (events) return;
    silence_ = {};
    disarm();
}

asio::awaitable<bool> client_response::send(net::response_head head, std::string_view body)
{
    disarm();
    if (begun_ || commenting_) return send_behind_comment(std::move(head), body);
    begun_ = true;
    return context_.out.send(std::move(head), body);
}

asio::awaitable<bool> client_response::send_behind_comment(net::response_head head, std::string_view body)
{
    co_await comment_sent();
    if (begun_) {
        auto const sent = co_await context_.out.finish_stream(body);
        co_return sent;
    }
    begun_ = true;
    auto const sent = co_await context_.out.send(std::move(head), body);
    co_return sent;
}

asio::awaitable<bool> client_response::begin(net::response_head head, std::string_view first)
{
    if (begun_ || commenting_) {
        auto const sent = co_await write(first);
        co_return sent;
    }
    disarm();
    begun_ = true;
    boundary_.feed(first);
    auto const sent = co_await context_.out.begin_stream(std::move(head), first);
    watch_silence();
    co_return sent;
}

asio::awaitable<bool> client_response::write(std::string_view bytes)
{
    if (commenting_) {
        co_await comment_sent();
    }
    disarm();
    boundary_.feed(bytes);
    auto const sent = co_await context_.out.write(bytes);
    watch_silence();
    co_return sent;
}

asio::awaitable<bool> client_response::finish(std::string_view last)
{
    co_await comment_sent();
    auto const sent = co_await context_.out.finish_stream(last);
    co_return sent;
}

asio::awaitable<void> client_response::refuse(rejection why)
{
    co_await comment_sent();
    if (begun_)
        co_await break_off(why);
    else
        co_await gateway::send(context_, std::move(why));
}

asio::awaitable<void> client_response::break_off(rejection const& why)
{
    co_await comment_sent();
    context_.stats.error = why.code;
    context_.out.close_after();
    auto const last_words = std::string{boundary_.separator()} + wire::sse_event("", error_json(why));
    co_await context_.out.write(last_words);
}

} // namespace wayfinder::gateway
