// The gateway as its clients see it: paths, methods and their handlers.
#pragma once

#include "gateway/chain.hpp"
#include "gateway/live_config.hpp"
#include "gateway/operator/access.hpp"
#include "net/server/session.hpp"

#include <atomic>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wayfinder::gateway {

/// One per worker.
class http_api final : public net::request_handler {
public:
    /// `work` is shared with other workers.
    http_api(services provided, live_config now, std::atomic<bool> const& draining, net::load& work,
             listener_role role = listener_role::clients);

    /// Used for new requests from now on; requests in flight keep what they were admitted with.
    void adopt(live_config now) { now_ = std::move(now); }

    [[nodiscard]] config::limits limits() const override { return now_.runtime->config().gateway.limits; }
    net::asio::awaitable<void> handle(net::request const& incoming, net::responder& out) override;
    [[nodiscard]] bool turns_away(net::request const& head, net::responder& out) const override;
    net::asio::awaitable<void> refuse(net::read_outcome why, std::string_view complaint,
                                      net::request const& incoming, net::responder& out) override;
    net::asio::awaitable<void> respond_internal_error(net::request const& incoming,
                                                      net::responder& out) override;
    void report(std::exception const& bug) noexcept override;
    void log_connection(net::asio::ip::address const& client, std::string_view what) noexcept override;

private:
    using answer = net::asio::awaitable<void> (http_api::*)(request_context&);
    struct entry {
        std::string_view path; ///< ends in '/' when an id follows
        std::string_view methods;
        answer respond;
        std::string_view group{}; ///< of operator endpoints: their name in gateway.admin.open
        bool for_anybody{};       ///< on every listener
        bool page{};              ///< shown even if its data needs a token
    };
    static std::span<entry const> table();
    static entry const* find(std::string_view path);
    static bool is_probe(entry const& found);
    [[nodiscard]] optional_rejection check(request_context const& context, entry const* found) const;
    std::optional<net::load::place> admit(entry const& found);
    [[nodiscard]] optional_rejection refuse_at_the_door(request_context const& context) const;

    /// Handlers that need only the shared services.
    template <auto Show>
    net::asio::awaitable<void> with_services(request_context& context)
    {
        return Show(context, services_);
    }
    net::asio::awaitable<void> chat_completions(request_context& context);
    net::asio::awaitable<void> health(request_context& context);
    net::asio::awaitable<void> ready(request_context& context);
    net::asio::awaitable<void> preflight(request_context& context, std::string_view methods);
    net::asio::awaitable<void> server_options(request_context& context);

    services services_;
    live_config now_;
    std::atomic<bool> const& draining_;
    net::load& work_;
    listener_role role_;
    chain chain_;
};

} // namespace wayfinder::gateway
