// Loopback TCP sockets: non-blocking underneath, bounded waits above, never inherited by a child process.
#pragma once

#include "file_descriptor.hpp"
#include "timing.hpp"

#include <cstdint>
#include <string>

namespace wayfinder::testing {

struct listening_socket {
    file_descriptor fd;
    std::uint16_t port{};
};

/// Listens on a free port of 127.0.0.1.
listening_socket listen_on_loopback();

/// A port of 127.0.0.1 on which nothing listens: connecting to it is refused.
std::uint16_t refused_port();

/// Connects to 127.0.0.1. A `receive_buffer` other than 0 sets SO_RCVBUF before connecting.
file_descriptor connect_to_loopback(std::uint16_t port, int receive_buffer = 0);

/// Connects to ::1.
file_descriptor connect_to_loopback_v6(std::uint16_t port);

/// Connects to a Unix socket. Throws std::system_error if nothing listens there.
file_descriptor connect_to_file(std::string const& path);

/// Accepts the next connection; not open if the bound passes or the listener is shut down.
file_descriptor accept_from(int listener, deadline const& end);

/// Waits for poll(2) events; false if the bound passes.
bool wait_for(int fd, short events, deadline const& end);

/// Makes the next close send RST instead of FIN.
void reset_on_close(int fd);

void set_send_buffer(int fd, int bytes);

} // namespace wayfinder::testing
