// What the steps of one request share.
#pragma once

#include "gateway/deployment.hpp"
#include "gateway/route.hpp"
#include "net/request.hpp"
#include "net/responder.hpp"
#include "wire/openai/chat_request.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace wayfinder::gateway {

/// Created at admission, gone with the answer. Steps know of each other only through it.
struct request_context {
    request_context(std::shared_ptr<deployment const> admitted_with, net::request const& request,
                    net::responder& responder);

    std::shared_ptr<deployment const> plan;
    net::request const& incoming;
    net::responder& out;
    std::string id; ///< the client's own where it is sane, else 128 random bits in hex

    wire::openai::chat_request chat;
    overrides wishes; ///< from the X-Wayfinder-* headers
    request_routing routing;
    route chosen; ///< valid once `routed`
    bool routed{};

    /// A response head with everything known about the request so far: its id, and the decision once made.
    [[nodiscard]] net::response_head head(unsigned status) const;
};

/// The token of `Authorization: Bearer <token>`, the scheme in any case, or of a bare `Authorization:
/// <token>`.
std::string_view bearer_token(net::request const& incoming);

/// True for 1 to 128 characters of A-Z a-z 0-9 . _ : -
bool is_sane_request_id(std::string_view id);

} // namespace wayfinder::gateway
