// The gateway's TLS identity: certificate, key, and client authentication.
#pragma once

#include "config/listening.hpp"

#include <boost/asio/ssl/context.hpp>

#include <memory>

namespace wayfinder::net {

/// A TLS server context, thread-safe. Sessions are resumed by tickets, which are valid as long as this object
/// exists. Throws std::runtime_error, naming the key in [gateway.tls] and the file, if a file cannot be used.
std::shared_ptr<boost::asio::ssl::context> make_server_identity(config::tls const& settings);

} // namespace wayfinder::net
