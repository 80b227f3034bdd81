// Sockets that were open before the process began: from systemd, or from the gateway that this one succeeds.
#pragma once

#include "net/listening_socket.hpp"

#include <string>
#include <vector>

namespace wayfinder::app {

/// What LISTEN_FDS, LISTEN_PID and LISTEN_FDNAMES say, as sd_listen_fds(3) has it.
struct inheritance {
    struct item {
        net::listening_socket socket;
        std::string name; ///< may be empty
    };

    std::vector<item> sockets;
    int predecessor{-1}; ///< a stream to the gateway that this one succeeds; -1 when there is none

    /// Takes the variables out of the environment, so that commands do not get them. Throws
    /// std::runtime_error when a descriptor is no listening socket.
    static inheritance take();
};

/// What the socket to the predecessor is called in LISTEN_FDNAMES.
inline constexpr char const* predecessor_name = "predecessor";
/// What sockets for operators are called there.
inline constexpr char const* admin_name = "admin";
/// What a predecessor calls those that it was passed by a service manager itself: they are kept, wherever
/// they listen.
inline constexpr char const* passed_on_name = "passed-on";
inline constexpr char const* passed_on_admin_name = "passed-on-admin";

} // namespace wayfinder::app
