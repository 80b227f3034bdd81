// A path that is no endpoint.
#pragma once

#include "gateway/rejection.hpp"

#include <string_view>

namespace wayfinder::gateway {

/// The 404: of a well-known API that this gateway does not speak it says so, and which one it does speak.
rejection refuse_path(std::string_view path);

/// An endpoint for clients, on the operators' listener.
rejection refuse_here(std::string_view path);

} // namespace wayfinder::gateway
