// JSON answers of the operator endpoints.
#pragma once

#include "gateway/context.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>

namespace wayfinder::gateway {

/// 200 with this JSON text, marked as not cacheable.
boost::asio::awaitable<void> reply_json(request_context& context, std::string body);

} // namespace wayfinder::gateway
