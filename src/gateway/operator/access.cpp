#include "gateway/operator/access.hpp"

#include "gateway/cors.hpp"
#include "wire/sha256.hpp"

#include <openssl/crypto.h>

#include <algorithm>

namespace wayfinder::gateway {
namespace {

bool is_admin_token(std::string_view token, config::sha256 const& expected)
{
    auto const shown = wire::sha256_of(token);
    return CRYPTO_memcmp(shown.data(), expected.data(), shown.size()) == 0;
}

rejection refuse(config::admin const& admin, bool by_a_name)
{
    if (by_a_name)
        return {
            403, forbidden,
            "Until gateway.admin.token_hash is set, this endpoint must be asked for at 127.0.0.1 or "
            "localhost: not under another name, from another page or through a proxy that keeps the name.",
            "operators_only"};
    if (admin.token_hash) {
        rejection refused{401, unauthorized,
                          "This endpoint is for the operator: send the admin token as 'Authorization: Bearer "
                          "<token>'.",
                          "admin_token_needed"};
        refused.authenticate = true;
        return refused;
    }
    return {
        403, forbidden,
        admin.listen.empty()
            ? "This endpoint is for the operator: set gateway.admin.token_hash or gateway.admin.listen, or "
              "name it in gateway.admin.open."
            : "This endpoint is for the operator, on the listener of gateway.admin.listen.",
        "operators_only"};
}

} // namespace

optional_rejection may_operate(request_context const& context, std::string_view group, listener_role role)
{
    auto const& settings = context.settings();
    auto const& admin = settings.admin;
    if (role == listener_role::admin && !is_rebound(context.incoming)) return std::nullopt;
    if (std::find(admin.open.begin(), admin.open.end(), group) != admin.open.end()) return std::nullopt;
    if (admin.token_hash && is_admin_token(bearer_token(context.incoming), *admin.token_hash))
        return std::nullopt;
    bool const unguarded = !admin.token_hash && admin.listen.empty() && settings.keys.empty();
    if (unguarded && is_local(context.incoming, settings)) return std::nullopt;
    bool const by_a_name = !admin.token_hash && (is_rebound(context.incoming) ||
                                                 (unguarded && context.incoming.peer.is_loopback()));
    return refuse(admin, by_a_name);
}

optional_rejection may_open_page(request_context const& context, listener_role role)
{
    if (context.settings().admin.token_hash) return std::nullopt;
    return may_operate(context, "router", role);
}

} // namespace wayfinder::gateway
