// The listening sockets for clients and operators.
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

/// Lives as long as the daemon listens. Removes the files of its Unix sockets at the end, unless another
/// process still uses them: a successor, or the predecessor that passed them on and still serves.
class listener_set {
public:
    struct listener {
        gateway::listener_role whose{};
        std::string address{};
        std::vector<net::listening_socket> sockets{};
        bool passed_on{}; ///< by a service manager, which owns its file
        bool lent{};      ///< by a predecessor, which owns its file until take_over()
    };

    /// Opens the wished addresses, except those that `from` already has. Of a predecessor's sockets only
    /// wished ones are kept; sockets from a service manager, passed to either process, replace the wishes.
    /// Throws std::runtime_error, naming the address, if it cannot be listened on.
    listener_set(listener_options const& wish, inheritance& from);
    ~listener_set();
    listener_set(listener_set const&) = delete;
    listener_set& operator=(listener_set const&) = delete;

    [[nodiscard]] std::vector<listener> const& listeners() const { return listeners_; }

    /// In the form of gateway.listen.
    [[nodiscard]] std::vector<std::string> addresses(gateway::listener_role whose) const;
    /// The same for messages, as URLs.
    [[nodiscard]] std::string shown(gateway::listener_role whose, bool encrypted) const;

    /// The sockets that worker number `worker` of `workers` accepts from. Together they cover all sockets.
    [[nodiscard]] std::vector<net::listening_socket> share(gateway::listener_role whose, unsigned worker,
                                                           unsigned workers) const;

    /// Makes this process the owner of the predecessor's socket files.
    void take_over() { took_over_ = true; }
    /// The predecessor goes on after all.
    void give_back() { took_over_ = false; }
    /// The predecessor has ended: removes the files of its Unix sockets that are no longer wished.
    void remove_unwished();

    /// A successor uses the sockets from now on: their files stay.
    void hand_over() { handed_over_ = true; }

private:
    void take_passed_on(inheritance& from);
    void open(gateway::listener_role whose, std::string const& address, listener_options const& wish,
              inheritance& from);

    [[nodiscard]] bool has(std::string const& address) const;

    std::vector<listener> listeners_;
    std::vector<std::string> unwished_; ///< addresses of the predecessor that are no longer wished
    bool took_over_{};
    bool handed_over_{};
};

} // namespace wayfinder::app
