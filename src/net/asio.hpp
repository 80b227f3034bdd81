// The Asio names used by the daemon.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>

namespace wayfinder::net {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;
/// A TCP or Unix socket.
using stream_socket = asio::generic::stream_protocol::socket;
using any_endpoint = asio::generic::stream_protocol::endpoint;

/// Completion token: resumes the coroutine and stores the outcome in `error` instead of throwing.
inline auto into(error_code& error)
{
    return asio::redirect_error(asio::use_awaitable, error);
}

} // namespace wayfinder::net
