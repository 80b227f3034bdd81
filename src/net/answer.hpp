// An upstream's answer, wherever it comes from: a head, then the body as it arrives.
#pragma once

#include "net/asio.hpp"
#include "net/failure.hpp"

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>

#include <string_view>

namespace wayfinder::net {

/// The seam between the calls to upstreams and the relay to the client.
class answer {
public:
    using header = boost::beast::http::response_header<>;

    struct piece {
        std::string_view bytes; ///< valid until the next call
        bool end{};             ///< nothing follows
        net::failure failure;   ///< nothing follows, and the body is not whole
    };

    virtual ~answer() = default;
    [[nodiscard]] virtual header const& head() const = 0;
    /// Waits only when nothing is there.
    virtual asio::awaitable<piece> next_piece() = 0;
};

} // namespace wayfinder::net
