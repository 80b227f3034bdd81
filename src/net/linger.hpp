// Ends a connection whose client may still be sending.
#pragma once

#include "net/heartbeat.hpp"
#include "net/stream.hpp"

#include <cstddef>

namespace wayfinder::net {

/// Reads and discards what the client still sends, up to `most` bytes and for two seconds: closing with
/// unread input would reset the connection, and the reset can overtake the answer.
asio::awaitable<void> linger(stream& from, watch& guard, std::size_t most);

} // namespace wayfinder::net
