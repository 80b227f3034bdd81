// Single HTTP requests of commands, with the connections that the gateway itself would make.
#pragma once

#include "config/secret.hpp"
#include "net/failure.hpp"
#include "net/upstream_pool.hpp"

#include <wayfinder/progress.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::app {

struct web_request {
    net::peer to;
    config::secret text; ///< the whole of it, head and body
};

struct web_reply {
    net::failure failure; ///< the rest counts only without one
    unsigned status{};
    std::string date;                 ///< the field of that name; may be empty
    std::string body;                 ///< at most 8 MiB of it
    std::chrono::milliseconds took{}; ///< from the start, a connection included, to the head of the answer
};

/// All at once, on connections of their own; the replies are in the order of the requests. Each gets as much
/// time as `patience` says. `metadata_allowed`: to link-local addresses and metadata services too. A step of
/// `told` is a reply; while none comes it hears again and again where things stand.
std::vector<web_reply> call_all(std::vector<web_request> const& requests, std::chrono::milliseconds patience,
                                bool metadata_allowed = false, progress_listener const& told = {});

/// A GET of a path behind an address, `token` as bearer unless it is empty. nullopt when the address is none.
/// Throws boost::system::system_error when the system's certificates cannot be used.
std::optional<web_request> get_of(std::string_view address, std::string_view path, std::string_view token);

} // namespace wayfinder::app
