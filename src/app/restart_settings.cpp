#include "app/restart_settings.hpp"

namespace wayfinder::app {

std::vector<std::string> waiting_for_restart(config::gateway const& at_start, config::gateway const& wished,
                                             bool own_addresses)
{
    std::vector<std::string> found;
    auto const check = [&](bool changed, char const* key) {
        if (changed) found.emplace_back(key);
    };
    check(wished.ledger.file != at_start.ledger.file, "gateway.ledger.file");
    check(wished.time_zone != at_start.time_zone, "gateway.time_zone (for the ledger's days)");
    auto const& listening = wished.listening;
    check(listening.addresses != at_start.listening.addresses && !own_addresses, "gateway.listen");
    check(listening.mode != at_start.listening.mode, "gateway.listen_mode");
    check(wished.admin.listen != at_start.admin.listen, "gateway.admin.listen");
    return found;
}

} // namespace wayfinder::app
