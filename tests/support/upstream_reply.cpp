#include "upstream_reply.hpp"

#include "socket.hpp"

#include <array>
#include <charconv>
#include <string>

namespace wayfinder::testing {
namespace {

// Long enough for any test; a stop (the upstream's destructor) shuts the socket down and ends it earlier.
constexpr std::chrono::milliseconds script_bound = 120s;

std::string hexadecimal(std::size_t value)
{
    std::array<char, 16> digits;
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
    return {digits.data(), end};
}

header_list with(header_list headers, std::string name, std::string value)
{
    if (!headers.has(name)) headers.add(std::move(name), std::move(value));
    return headers;
}

} // namespace

std::string response_head(int status, header_list const& headers)
{
    return "HTTP/1.1 " + std::to_string(status) + " Scripted\r\n" + headers.to_wire() + "\r\n";
}

std::string chunk_bytes(std::string_view data)
{
    return hexadecimal(data.size()).append("\r\n").append(data).append("\r\n");
}

void upstream_reply::send(std::string_view bytes)
{
    deadline const end{script_bound};
    while (!bytes.empty()) {
        auto const sent = stream_.write_some(bytes, end);
        bytes_sent_ += sent;
        bytes.remove_prefix(sent);
    }
}

void upstream_reply::respond(int status, std::string_view body, header_list const& extra)
{
    auto headers = with(extra, "Content-Type", "application/json");
    headers.add("Content-Length", std::to_string(body.size()));
    send(response_head(status, headers).append(body));
}

void upstream_reply::begin_events(header_list const& extra)
{
    auto headers = with(extra, "Content-Type", "text/event-stream");
    headers.add("Transfer-Encoding", "chunked");
    send(response_head(200, headers));
}

void upstream_reply::chunk(std::string_view bytes)
{
    send(chunk_bytes(bytes));
}

void upstream_reply::event(std::string_view data)
{
    chunk(std::string{"data: "}.append(data).append("\n\n"));
}

void upstream_reply::wait(gate& door)
{
    if (!door.wait(stop_, script_bound)) throw peer_gone("the gate never opened");
}

void upstream_reply::stall()
{
    keep_ = false;
    std::array<char, 4096> ignored;
    while (stream_.read_some(ignored, deadline{script_bound}) > 0) {
    }
    throw peer_gone("the peer left the stall");
}

void upstream_reply::pause(std::chrono::milliseconds span)
{
    std::mutex mutex;
    std::unique_lock lock{mutex};
    std::condition_variable_any never;
    never.wait_for(lock, stop_, span, [] { return false; });
}

void upstream_reply::reset()
{
    keep_ = false;
    reset_on_close(stream_.fd());
}

} // namespace wayfinder::testing
