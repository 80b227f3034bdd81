#include "config/delivery.hpp"

namespace wayfinder::config {

std::string address_of(endpoint const& at)
{
    auto address = at.base_url;
    if (!at.query.empty()) address += '?' + at.query;
    for (auto const& each : at.headers) address += '\n' + each;
    return address;
}

} // namespace wayfinder::config
