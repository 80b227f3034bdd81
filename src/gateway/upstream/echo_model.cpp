#include "gateway/upstream/echo_model.hpp"

#include "gateway/media_type.hpp"
#include "net/pause.hpp"
#include "wire/json/text.hpp"
#include "wire/openai/answer_options.hpp"
#include "wire/openai/completion.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace wayfinder::gateway {
namespace {

using wire::openai::answer_options;
using wire::openai::completion;

// Small enough to look like a stream; long texts use longer pieces.
constexpr std::size_t most_pieces = 64;

/// FNV-1a, 64 bits: an id for the request that is the same on every machine.
std::string fingerprint(std::string_view bytes)
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (char const c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    std::array<char, 16> digits{};
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), hash, 16).ptr;
    return "echo-" + std::string{digits.data(), end};
}

/// The gateway's usual estimate: four bytes per token, at least one token for any text.
std::uint64_t tokens(std::string_view text)
{
    return text.empty() ? 0 : std::max<std::uint64_t>(1, text.size() / 4);
}

std::string as_json(std::string_view key, std::string_view text)
{
    std::string json{"{"};
    wire::json::append_quoted(json, key);
    json += ":";
    wire::json::append_quoted(json, text);
    return json + "}";
}

completion compose(answer_options const& options, echo_request const& request)
{
    auto const said = request.said;
    completion answer;
    answer.id = fingerprint(request.body);
    answer.model = request.model;
    answer.tool = options.forced_tool;
    if (!answer.tool.empty())
        answer.tool_arguments = as_json("text", said);
    else if (options.json_object)
        answer.text = as_json("echo", said);
    else
        answer.text = "Echo: " + std::string{said};
    answer.usage = {tokens(said), tokens(answer.tool.empty() ? answer.text : answer.tool_arguments)};
    return answer;
}

/// Splits after blanks only, so never inside a character.
std::vector<std::string_view> split(std::string_view text)
{
    auto const least = text.size() / most_pieces + 1;
    std::vector<std::string_view> pieces;
    while (!text.empty()) {
        auto const blank = text.find(' ', least - 1);
        auto const length = blank == text.npos ? text.size() : blank + 1;
        pieces.push_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    return pieces;
}

} // namespace

echo_answer::echo_answer(net::asio::io_context& context, net::heartbeat& beat, echo_request const& request)
    : context_{context}, beat_{beat}
{
    auto const options = wire::openai::read_answer_options(request.body);
    auto const reply = compose(options, request);
    head_.status = 200;
    if (request.stream) {
        head_.fields.add("Content-Type", event_stream_type);
        // Like any upstream it is asked for its usage, whether the client wants it or not.
        pieces_ = wire::openai::render_stream(reply, split(reply.text), true);
    } else {
        head_.fields.add("Content-Type", json_type);
        pieces_.push_back(wire::openai::render(reply));
    }
}

void echo_answer::pace(std::chrono::milliseconds delay, int client_socket)
{
    delay_ = delay;
    client_socket_ = client_socket;
}

net::asio::awaitable<net::answer::piece> echo_answer::next_piece()
{
    piece next;
    auto interrupted = co_await pause();
    next.failure = std::move(interrupted);
    if (next.failure) co_return next;
    next.bytes = pieces_[given_++];
    next.end = given_ == pieces_.size();
    co_return next;
}

net::asio::awaitable<net::failure> echo_answer::pause()
{
    if (delay_.count() == 0) co_return net::failure{};
    auto const until = net::steady::now() + delay_;
    auto const lapsed = co_await net::pause_until(context_, beat_, until, client_socket_);
    bool const left = lapsed == net::lapse::peer_gone;
    co_return net::failure{left ? net::upstream_error::client_gone : net::upstream_error::none, ""};
}

} // namespace wayfinder::gateway
