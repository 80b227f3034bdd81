// The end of a connection whose client may still be sending.
#pragma once

#include "net/heartbeat.hpp"
#include "net/stream.hpp"

#include <cstddef>

namespace wayfinder::net {

/// Takes in, and drops, what the client still sends, `most` bytes and two seconds of it: closing over unread
/// bytes would reset the connection, and the reset can overtake the answer.
asio::awaitable<void> linger(stream& from, watch& guard, std::size_t most);

} // namespace wayfinder::net
