// The sockets that clients and operators come in by.
#pragma once

#include "app/handover/inheritance.hpp"
#include "gateway/operator/access.hpp"
#include "net/server/listening_socket.hpp"

#include <string>
#include <vector>

namespace wayfinder::app {

struct listener_options {
    std::vector<std::string> clients; ///< addresses in the form of gateway.listen
    std::string admin;                ///< one for operators; empty: none
    unsigned mode{0660};              ///< of Unix sockets
    unsigned workers{1};
};

/// Lives as long as the daemon listens. The files of its Unix sockets go with it, unless another process goes
/// on with them: a successor, or the predecessor that they are from, as long as that has not retired.
class listener_set {
public:
    struct listener {
        gateway::listener_role whose{};
        std::string address{};
        std::vector<net::listening_socket> sockets{};
        bool passed_on{}; ///< by a service manager, which looks after its file
        bool lent{};      ///< by a predecessor, which looks after its file until take_over()
    };

    /// Opens what is wished, but for what `from` has of it already. From a predecessor only what is wished is
    /// kept; what a service manager passes on, to it or to this process, takes the place of the wishes.
    /// Throws std::runtime_error, naming the address, when there is no listening at it.
    listener_set(listener_options const& wish, inheritance& from);
    ~listener_set();
    listener_set(listener_set const&) = delete;
    listener_set& operator=(listener_set const&) = delete;

    [[nodiscard]] std::vector<listener> const& listeners() const { return listeners_; }

    /// The addresses of these listeners, as people and clients write them.
    [[nodiscard]] std::string shown(gateway::listener_role whose, bool encrypted) const;

    /// What the worker of this number, out of so many, accepts from. Together they accept from all.
    [[nodiscard]] std::vector<net::listening_socket> share(gateway::listener_role whose, unsigned worker,
                                                           unsigned workers) const;

    /// From now on this process looks after what the predecessor did. The files of those of its Unix sockets
    /// that are not wished any more are removed.
    void take_over();

    /// A successor has the sockets now.
    void hand_over() { handed_over_ = true; }

private:
    void take_passed_on(inheritance& from);
    void open(gateway::listener_role whose, std::string const& address, listener_options const& wish,
              inheritance& from);

    [[nodiscard]] bool has(std::string const& address) const;

    std::vector<listener> listeners_;
    std::vector<std::string> left_; ///< addresses of the predecessor's that are not wished
    bool handed_over_{};
};

} // namespace wayfinder::app
