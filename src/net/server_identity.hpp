// Who the gateway is to its clients: certificate, key, and which of them have to show who they are.
#pragma once

#include "config/listening.hpp"

#include <boost/asio/ssl/context.hpp>

#include <memory>

namespace wayfinder::net {

/// TLS as a server, for many threads at once. Sessions are resumed by tickets, which hold as long as this
/// object. Throws std::runtime_error, naming the key of [gateway.tls] and the file, when one cannot be used.
std::shared_ptr<boost::asio::ssl::context> make_server_identity(config::tls const& settings);

} // namespace wayfinder::net
