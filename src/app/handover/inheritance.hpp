// Sockets open before the process started: from systemd, or from the gateway that this one succeeds.
#pragma once

#include "net/server/listening_socket.hpp"

#include <string>
#include <vector>

namespace wayfinder::app {

/// The contents of LISTEN_FDS, LISTEN_PID and LISTEN_FDNAMES, as in sd_listen_fds(3).
struct inheritance {
    struct item {
        net::listening_socket socket;
        std::string name; ///< may be empty
    };

    std::vector<item> sockets;
    int predecessor{-1}; ///< a stream to the gateway that this one succeeds; -1 if there is none

    /// Removes the variables from the environment, so that commands do not inherit them. Throws
    /// std::runtime_error if a descriptor is not a listening socket.
    static inheritance take();
};

/// The name of the predecessor's socket in LISTEN_FDNAMES.
inline constexpr char const* predecessor_name = "predecessor";
/// The name of operators' sockets there.
inline constexpr char const* admin_name = "admin";
/// The predecessor's name for sockets that a service manager passed to it: they are kept, wherever they
/// listen.
inline constexpr char const* passed_on_name = "passed-on";
inline constexpr char const* passed_on_admin_name = "passed-on-admin";

} // namespace wayfinder::app
