#include "app/exposure.hpp"

#include "config/listening.hpp"

#include <algorithm>

namespace wayfinder::app {
namespace {

/// Only from this machine.
bool is_private(std::string_view address)
{
    return address.starts_with(config::unix_prefix) || address.starts_with("127.") ||
           address.starts_with("[::1]") || address.starts_with("localhost:");
}

} // namespace

std::vector<std::string> exposures(config::gateway const& settings, std::vector<std::string> const& clients)
{
    std::vector<std::string> found;
    auto const& admin = settings.admin;
    auto const open = std::find_if_not(clients.begin(), clients.end(), is_private);
    bool const spends = std::any_of(settings.models.begin(), settings.models.end(), [](auto const& model) {
        return std::any_of(model.endpoints.begin(), model.endpoints.end(),
                           [](auto const& at) { return at.api_key_env.has_value(); });
    });
    if (open != clients.end() && settings.keys.empty() && spends)
        found.push_back(
            "whoever reaches " + *open +
            " can use the models and their keys: there are no [gateway.keys]; `wayfinder-router keys "
            "new` makes one");
    if (!admin.listen.empty() && !is_private(admin.listen))
        found.push_back(
            "whoever reaches " + admin.listen +
            " is an operator: gateway.admin.listen asks for no token; listen on a private address, or "
            "use gateway.admin.token_hash instead");
    return found;
}

bool closes_out_operators(config::gateway const& settings)
{
    auto const& admin = settings.admin;
    return !settings.keys.empty() && !admin.token_hash && admin.listen.empty() && admin.open.empty();
}

} // namespace wayfinder::app
