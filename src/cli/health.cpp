#include "app/web_call.hpp"
#include "cli/cli.hpp"
#include "cli/commands.hpp"
#include "net/tls.hpp"

#include <chrono>
#include <iostream>

namespace wayfinder::cli {

int health(health_options const& options)
{
    auto asked = app::get_of(options.url, "/readyz", "");
    if (!asked) return usage; // the command line has been checked for this
    if (asked->to.trust && options.ca_file) asked->to.trust = net::make_client_trust(options.ca_file);
    auto const replies = app::call_all({*asked}, std::chrono::seconds{options.timeout});
    auto const& reply = replies.front();
    if (!reply.failure && reply.status == 200) {
        std::cout << "ready\n";
        return ok;
    }
    std::cerr << program << ": " << options.url
              << (reply.failure ? " does not answer: " + reply.failure.detail
                                : " is not ready: status " + std::to_string(reply.status))
              << '\n';
    return failed;
}

} // namespace wayfinder::cli
