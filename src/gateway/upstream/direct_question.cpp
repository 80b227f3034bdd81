#include "gateway/upstream/direct_question.hpp"

#include "gateway/upstream/echo_model.hpp"
#include "net/client/exchange.hpp"
#include "net/server/request.hpp"
#include "wire/json/text.hpp"
#include "wire/openai/answer_text.hpp"

namespace wayfinder::gateway {
namespace {

namespace asio = net::asio;

constexpr std::size_t most_answer = 32U << 20U;

std::string question_body(target const& whom, std::string_view prompt)
{
    auto body = "{" + whom.upstreams.front().model.member +
                "\"messages\":[{\"role\":\"user\",\"content\":" + wire::json::quoted(prompt) + "}]}";
    body.reserve(body.size() + net::request::body_padding);
    return body;
}

std::string words_for(net::failure const& failed)
{
    auto words = std::string{net::code(failed.what)};
    return failed.detail.empty() ? words : words + ": " + failed.detail;
}

direct_reply problem(std::string words)
{
    return {{}, std::move(words)};
}

asio::awaitable<direct_reply> read_whole(net::answer& from)
{
    std::string body;
    for (bool ended = false; !ended;) {
        auto const piece = co_await from.next_piece();
        if (piece.failure) co_return problem(words_for(piece.failure));
        body.append(piece.bytes);
        ended = piece.end;
        if (body.size() > most_answer) co_return problem("the answer is longer than 32 MiB");
    }
    auto said = wire::openai::read_answer_text(from.head().status, body);
    if (auto const* none = std::get_if<wire::openai::no_answer>(&said)) co_return problem(none->reason);
    direct_reply reply;
    reply.text = std::get<std::string>(std::move(said));
    co_return reply;
}

asio::awaitable<direct_reply> ask_echo(question_means means, target const& whom, std::string prompt)
{
    auto const body = question_body(whom, prompt);
    echo_request const request{body, prompt, whom.settings->endpoints.front().upstream_model, false};
    echo_answer made{means.context, means.beat, request};
    made.pace(whom.settings->echo_delay, means.asker);
    auto reply = co_await read_whole(made);
    co_return reply;
}

asio::awaitable<direct_reply> ask_upstream(question_means means, target const& whom, std::string prompt)
{
    auto const body = question_body(whom, prompt);
    auto const& where = whom.upstreams.front();
    auto const length = std::to_string(body.size()) + "\r\n\r\n";
    net::upstream_call const terms{where.peer, whom.settings->timeouts, means.asker,
                                   net::steady::now() + whom.settings->timeouts.total, "timeouts.total"};
    net::exchange exchange{means.upstreams, terms};
    std::vector<std::string_view> request{where.head.view(), length, body};
    auto failed = co_await exchange.start(std::move(request));
    if (failed) co_return problem(words_for(failed));
    auto reply = co_await read_whole(exchange);
    co_return reply;
}

} // namespace

asio::awaitable<direct_reply> ask_directly(question_means means, target const& whom, std::string prompt)
{
    return whom.upstreams.front().builtin_echo ? ask_echo(means, whom, std::move(prompt))
                                               : ask_upstream(means, whom, std::move(prompt));
}

} // namespace wayfinder::gateway
