// An upstream's answer, from any source: a head, then the body as it arrives.
#pragma once

#include "net/asio.hpp"
#include "net/failure.hpp"
#include "wire/http1/field_list.hpp"

#include <chrono>
#include <string_view>

namespace wayfinder::net {

/// The interface between upstream calls and the relay to the client.
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
        net::failure failure;   ///< nothing follows, and the body is incomplete
    };

    virtual ~answer() = default;
    [[nodiscard]] virtual header const& head() const = 0;
    /// Waits only if nothing has arrived yet.
    virtual asio::awaitable<piece> next_piece() = 0;
    /// Lowers the deadline for all further waiting to `latest`.
    virtual void tighten_deadline(std::chrono::steady_clock::time_point latest) = 0;
};

} // namespace wayfinder::net
