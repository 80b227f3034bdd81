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

/// Lives as long as the daemon listens. The files of its Unix sockets go with it, unless another process goes
/// on with them: a successor, or the predecessor that they are from, as long as that has not retired.
class reception {
public:
    struct door {
        gateway::entrance whose{};
        std::string address{};
        std::vector<net::listening_socket> sockets{};
        bool passed_on{}; ///< by a service manager, which looks after its file
        bool lent{};      ///< by a predecessor, which looks after its file until take_over()
    };

    /// Opens what is wished, but for what `from` has of it already. From a predecessor only what is wished is
    /// kept; what a service manager passes on, to it or to this process, takes the place of the wishes.
    /// Throws std::runtime_error, naming the address, when there is no listening at it.
    reception(reception_wish const& wish, inheritance& from);
    ~reception();
    reception(reception const&) = delete;
    reception& operator=(reception const&) = delete;

    [[nodiscard]] std::vector<door> const& doors() const { return doors_; }

    /// The addresses of these doors, as people and clients write them.
    [[nodiscard]] std::string shown(gateway::entrance whose, bool encrypted) const;

    /// What the worker of this number, out of so many, accepts from. Together they accept from all.
    [[nodiscard]] std::vector<net::listening_socket> share(gateway::entrance whose, unsigned worker,
                                                           unsigned workers) const;

    /// From now on this process looks after what the predecessor did. The files of those of its Unix sockets
    /// that are not wished any more are removed.
    void take_over();

    /// A successor has the sockets now.
    void hand_over() { handed_over_ = true; }

private:
    void take_passed_on(inheritance& from);
    void open(gateway::entrance whose, std::string const& address, reception_wish const& wish,
              inheritance& from);

    [[nodiscard]] bool has(std::string const& address) const;

    std::vector<door> doors_;
    std::vector<std::string> left_; ///< addresses of the predecessor's that are not wished
    bool handed_over_{};
};

} // namespace wayfinder::app
