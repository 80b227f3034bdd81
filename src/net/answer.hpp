// An upstream's answer, wherever it comes from: a head, then the body as it arrives.
#pragma once

#include "net/asio.hpp"
#include "net/failure.hpp"
#include "wire/http1/field_list.hpp"

#include <chrono>
#include <string_view>

namespace wayfinder::net {

/// The seam between the calls to upstreams and the relay to the client.
class answer {
public:
    struct header {
        unsigned status{};
        wire::http1::field_list fields;

        /// The first field of this name, in any case; empty when absent.
        [[nodiscard]] std::string_view operator[](std::string_view name) const
        {
            return fields.find(name).value_or(std::string_view{});
        }
    };

    struct piece {
        std::string_view bytes; ///< valid until the next call
        bool end{};             ///< nothing follows
        net::failure failure;   ///< nothing follows, and the body is not whole
    };

    virtual ~answer() = default;
    [[nodiscard]] virtual header const& head() const = 0;
    /// Waits only when nothing is there.
    virtual asio::awaitable<piece> next_piece() = 0;
    /// From now on it waits no longer than until then.
    virtual void hasten(std::chrono::steady_clock::time_point latest) = 0;
};

} // namespace wayfinder::net
