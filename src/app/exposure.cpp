#include "app/exposure.hpp"

#include "config/listening.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace wayfinder::app {
namespace {

/// Reachable only from this machine.
bool is_private(std::string_view address)
{
    return address.starts_with(config::unix_prefix) || address.starts_with("127.") ||
           address.starts_with("[::1]") || address.starts_with("localhost:");
}

std::vector<std::string> warnings(config::gateway const& settings, std::vector<std::string> const& clients,
                                  std::vector<std::string> const& operators)
{
    std::vector<std::string> found;
    auto const open = std::find_if_not(clients.begin(), clients.end(), is_private);
    bool const spends = std::any_of(settings.models.begin(), settings.models.end(), [](auto const& model) {
        return std::any_of(model.endpoints.begin(), model.endpoints.end(),
                           [](auto const& at) { return at.api_key_env || !at.headers.empty(); });
    });
    if (open != clients.end() && settings.keys.empty() && spends)
        found.push_back("anyone who can reach " + *open +
                        " can use the models at your cost: there are no [gateway.keys]; create one with "
                        "`wayfinder-router keys new`");
    auto const seen = std::find_if_not(operators.begin(), operators.end(), is_private);
    if (seen != operators.end())
        found.push_back("anyone who can reach " + *seen +
                        " has operator access: gateway.admin.listen requires no token; listen on a private "
                        "address, or use gateway.admin.token_hash instead");
    return found;
}

/// True if virtual keys close the operator endpoints and nothing else gives access.
bool closes_out_operators(config::gateway const& settings)
{
    auto const& admin = settings.admin;
    return !settings.keys.empty() && !admin.token_hash && admin.listen.empty() && admin.open.empty();
}

} // namespace

void report_exposure(config::gateway const& settings, listener_set const& listeners,
                     telemetry::log const& log)
{
    auto const clients = listeners.addresses(gateway::listener_role::clients);
    auto const operators = listeners.addresses(gateway::listener_role::admin);
    for (auto const& each : warnings(settings, clients, operators)) log.warning(each);
    if (closes_out_operators(settings))
        log.info(
            "/metrics, /ui and the other operator endpoints are closed because there are [gateway.keys]: "
            "set gateway.admin.token_hash, listen or open to reach them");
}

} // namespace wayfinder::app
