// The sockets that clients and operators come in by.
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

/// Lives as long as the daemon listens. The files of its Unix sockets go with it, unless a successor goes on
/// with them.
class reception {
public:
    struct door {
        gateway::entrance whose{};
        std::string address{};
        std::vector<net::listening_socket> sockets{};
        bool passed_on{}; ///< by a service manager, which looks after its file
    };

    /// Opens what is wished, but for what `from` has of it already. From a predecessor only what is wished is
    /// kept; what a service manager passes on, to it or to this process, takes the place of the wishes.
    /// Throws std::runtime_error, naming the address, when there is no listening at it.
    reception(reception_wish const& wish, inheritance& from);
    ~reception();
    reception(reception const&) = delete;
    reception& operator=(reception const&) = delete;

    [[nodiscard]] std::vector<door> const& doors() const { return doors_; }

    /// What the worker of this number, out of so many, accepts from. Together they accept from all.
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
