#include "app/listener_set.hpp"

#include "config/listening.hpp"
#include "net/socket_address.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

namespace wayfinder::app {
namespace {

using gateway::listener_role;

listener_role role_of(inheritance::item const& item)
{
    bool const admin = item.name == admin_name || item.name == passed_on_admin_name;
    return admin ? listener_role::admin : listener_role::clients;
}

bool is_passed_on(inheritance::item const& item)
{
    return item.name == passed_on_name || item.name == passed_on_admin_name;
}

/// With port 0, any port matches: the system chose one earlier.
bool is_at(std::string const& address, std::string const& wished)
{
    if (!wished.ends_with(":0") || wished.starts_with(config::unix_prefix)) return address == wished;
    return address.starts_with(wished.substr(0, wished.size() - 1)) &&
           address.find(':', wished.size() - 1) == address.npos;
}

void drop_taken(inheritance& from)
{
    std::erase_if(from.sockets, [](inheritance::item const& each) { return each.socket.get() < 0; });
}

void remove_file_at(std::string const& address)
{
    if (address.starts_with(config::unix_prefix)) ::unlink(address.c_str() + config::unix_prefix.size());
}

/// Removes and returns the sockets at the wished address.
std::vector<net::listening_socket> taken(inheritance& from, listener_role whose, std::string const& wished)
{
    std::vector<net::listening_socket> found;
    auto const fits = [&](inheritance::item const& each) {
        return role_of(each) == whose && is_at(net::local_address(each.socket.get()), wished);
    };
    for (auto& each : from.sockets)
        if (fits(each)) found.push_back(std::move(each.socket));
    drop_taken(from);
    return found;
}

} // namespace

listener_set::listener_set(listener_options const& wish, inheritance& from)
{
    take_passed_on(from);
    auto const has_role = [&](listener_role whose) {
        return std::any_of(listeners_.begin(), listeners_.end(),
                           [&](listener const& each) { return each.whose == whose; });
    };
    if (!has_role(listener_role::clients))
        for (auto const& address : wish.clients) open(listener_role::clients, address, wish, from);
    if (!has_role(listener_role::admin) && !wish.admin.empty())
        open(listener_role::admin, wish.admin, wish, from);
    for (auto const& each : from.sockets) unwished_.push_back(net::local_address(each.socket.get()));
    from.sockets.clear();
}

listener_set::~listener_set()
{
    if (handed_over_) return;
    for (auto const& each : listeners_)
        if (!each.passed_on && (!each.lent || took_over_)) remove_file_at(each.address);
}

void listener_set::remove_unwished()
{
    for (auto const& address : std::exchange(unwished_, {}))
        if (!has(address)) remove_file_at(address);
}

bool listener_set::has(std::string const& address) const
{
    return std::any_of(listeners_.begin(), listeners_.end(),
                       [&](listener const& each) { return each.address == address; });
}

void listener_set::take_passed_on(inheritance& from)
{
    for (auto& each : from.sockets) {
        if (from.predecessor >= 0 && !is_passed_on(each)) continue;
        listener made{role_of(each), net::local_address(each.socket.get())};
        made.passed_on = true;
        made.sockets.push_back(std::move(each.socket));
        listeners_.push_back(std::move(made));
    }
    drop_taken(from);
}

void listener_set::open(listener_role whose, std::string const& address, listener_options const& wish,
                        inheritance& from)
{
    try {
        listener made{whose};
        made.sockets = taken(from, whose, net::resolved_address(address));
        made.lent = !made.sockets.empty();
        auto const count = whose == listener_role::admin ? 1U : wish.workers;
        if (made.sockets.empty()) made.sockets = net::listen_at(address, count, wish.mode);
        made.address = net::local_address(made.sockets.front().get());
        if (made.lent && made.address.starts_with(config::unix_prefix)) // it may have changed since
            ::chmod(made.address.c_str() + config::unix_prefix.size(), wish.mode);
        listeners_.push_back(std::move(made));
    } catch (boost::system::system_error const& error) {
        throw std::runtime_error{"cannot listen on " + address +
                                 (whose == listener_role::admin ? " (gateway.admin.listen): " : ": ") +
                                 error.code().message()};
    }
}

std::vector<std::string> listener_set::addresses(listener_role whose) const
{
    std::vector<std::string> all;
    for (auto const& each : listeners_)
        if (each.whose == whose) all.push_back(each.address);
    return all;
}

std::string listener_set::shown(listener_role whose, bool encrypted) const
{
    std::string list;
    for (auto const& address : addresses(whose)) {
        if (!list.empty()) list += ", ";
        if (!address.starts_with(config::unix_prefix)) list += encrypted ? "https://" : "http://";
        list += address;
    }
    return list;
}

std::vector<net::listening_socket> listener_set::share(listener_role whose, unsigned worker,
                                                       unsigned workers) const
{
    std::vector<net::listening_socket> result;
    for (auto const& each : listeners_) {
        auto const count = each.sockets.size();
        // Operators are few: the first worker serves them all.
        auto const turns = whose == listener_role::admin ? count : std::max<std::size_t>(count, workers);
        if (each.whose != whose) continue;
        for (std::size_t turn = 0; turn < turns; ++turn)
            if ((whose == listener_role::admin ? 0 : turn % workers) == worker)
                result.push_back(each.sockets[turn % count].duplicate());
    }
    return result;
}

} // namespace wayfinder::app
