// One HTTP request as seen by the layers above.
#pragma once

#include "wire/http1/head_lines.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace wayfinder::net {

struct request {
    wire::http1::head_lines head;
    std::string body;              ///< has `body_padding` bytes allocated after its end
    boost::asio::ip::address peer; ///< the other end of the connection
    bool keep_alive{};
    bool chunks_allowed{}; ///< HTTP/1.1: the answer may use chunked framing

    /// For parsers that read past the end in wide steps.
    static constexpr std::size_t body_padding = 64;

    [[nodiscard]] std::string_view method() const { return head.method(); }
    /// The target without its query, and without the scheme and authority that some clients prepend.
    [[nodiscard]] std::string_view path() const
    {
        auto target = head.target();
        if (auto const scheme = target.find("://"); scheme != target.npos && target.front() != '/')
            target.remove_prefix(std::min(target.find_first_of("/?", scheme + 3), target.size()));
        auto const path = target.substr(0, target.find('?'));
        if (path.empty() && !head.target().empty())
            return method() == "OPTIONS" ? "*" : "/"; // RFC 9112, 3.2.4
        return path;
    }
    /// The part after the question mark; empty if there is none.
    [[nodiscard]] std::string_view query() const
    {
        auto const target = head.target();
        auto const mark = target.find('?');
        return mark == target.npos ? std::string_view{} : target.substr(mark + 1);
    }
    /// The first field of this name; empty if absent.
    [[nodiscard]] std::string_view header(std::string_view name) const
    {
        return head.find(name).value_or(std::string_view{});
    }
    [[nodiscard]] bool has_header(std::string_view name) const { return head.find(name).has_value(); }

    /// Frees the memory of a large body, because the connection may stay idle for long.
    void forget_body()
    {
        constexpr std::size_t kept = 4U << 10U;
        body.clear();
        if (body.capacity() > kept) body.shrink_to_fit();
    }
};

} // namespace wayfinder::net
