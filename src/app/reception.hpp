// The sockets through which clients and operators connect.
#pragma once

#include "app/inheritance.hpp"
#include "gateway/operator/access.hpp"
#include "net/listening_socket.hpp"

#include <string>
#include <vector>

namespace wayfinder::app {

struct reception_wish {
    std::vector<std::string> clients; ///< addresses in the form of gateway.listen
    std::string admin;                ///< one for operators; empty: none
    unsigned mode{0660};              ///< of Unix sockets
    unsigned workers{1};
};

/// Lives as long as the daemon listens. Its Unix socket files are removed with it, unless a successor keeps
/// using them.
class reception {
public:
    struct door {
        gateway::entrance whose{};
        std::string address{};
        std::vector<net::listening_socket> sockets{};
        bool passed_on{}; ///< by a service manager, which owns the socket file
    };

    /// Opens the requested sockets that `from` does not already have. From a predecessor only requested ones
    /// are kept; those passed by a service manager, to it or to this process, replace the request. Throws
    /// std::runtime_error, naming the address, if it cannot be listened on.
    reception(reception_wish const& wish, inheritance& from);
    ~reception();
    reception(reception const&) = delete;
    reception& operator=(reception const&) = delete;

    [[nodiscard]] std::vector<door> const& doors() const { return doors_; }

    /// The sockets from which this worker, out of so many, accepts. Together they accept from all.
    [[nodiscard]] std::vector<net::listening_socket> share(gateway::entrance whose, unsigned worker,
                                                           unsigned workers) const;

    /// A successor has the sockets now.
    void hand_over() { handed_over_ = true; }

private:
    void take_passed_on(inheritance& from);
    void open(gateway::entrance whose, std::string const& address, reception_wish const& wish,
              inheritance& from);

    std::vector<door> doors_;
    bool handed_over_{};
};

} // namespace wayfinder::app
