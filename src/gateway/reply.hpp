// Answers other than those of a model.
#pragma once

#include "gateway/context.hpp"

#include <boost/asio/awaitable.hpp>

#include <string>
#include <string_view>

namespace wayfinder::gateway {

/// An answer of this Content-Type.
boost::asio::awaitable<void> reply(request_context& context, unsigned status, std::string_view type,
                                   std::string body);

/// 200 with this JSON text, marked as not cacheable.
boost::asio::awaitable<void> reply_json(request_context& context, std::string body);

} // namespace wayfinder::gateway
