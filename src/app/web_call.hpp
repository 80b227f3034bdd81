// Single HTTP requests made by commands, over connections like the gateway's own.
#pragma once

#include "config/values/secret.hpp"
#include "net/client/upstream_pool.hpp"
#include "net/failure.hpp"

#include <wayfinder/progress.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::app {

struct web_request {
    net::peer to;
    config::secret text; ///< all of it, head and body
};

struct web_reply {
    net::failure failure; ///< the other fields are valid only without one
    unsigned status{};
    std::string date;                 ///< the field of that name; may be empty
    std::string body;                 ///< at most 8 MiB of it
    std::chrono::milliseconds took{}; ///< from the start, including a connection, to the head of the answer
};

/// Sends all requests at once, each on its own connection; replies are in the order of the requests. Each has
/// `patience` as its time limit. `metadata_allowed`: also to link-local addresses and metadata services. A
/// step of `on_progress` is a reply; until one arrives, the current state is repeated.
std::vector<web_reply> call_all(std::vector<web_request> const& requests, std::chrono::milliseconds patience,
                                bool metadata_allowed = false, progress_listener const& on_progress = {});

/// A GET of a path below an address, with `token` as bearer unless empty. nullopt if the address is invalid.
/// Throws boost::system::system_error if the system's certificates cannot be used.
std::optional<web_request> get_of(std::string_view address, std::string_view path, std::string_view token);

} // namespace wayfinder::app
