// From an upstream's answer to the client's: which headers pass, when it is booked, how it fails.
#pragma once

#include "gateway/accounting/attribution.hpp"
#include "gateway/client_response.hpp"
#include "gateway/context.hpp"
#include "gateway/upstream/dispatch.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace wayfinder::gateway {

/// The name under which an upstream's header field is passed to the client; empty if it is not.
std::string_view relayed_name(std::string_view upstream_field);

/// Relays one opened answer and closes its accounting before its last byte is sent. Any failure from here on
/// ends a stream with an error event, and every answer by closing its connection.
class relay {
public:
    relay(request_context& context, dispatch& asked, attribution& record, client_response& to);

    /// Returns why nothing was sent, which is that the answer cannot be booked; otherwise empty.
    net::asio::awaitable<std::string> run();

    /// The client has received, or could have received, the whole answer as the upstream sent it.
    [[nodiscard]] bool complete() const { return complete_; }
    /// The upstream aborted it.
    [[nodiscard]] bool broken_off() const { return broken_off_; }
    [[nodiscard]] wire::openai::answer_usage const& usage() const { return used_; }

private:
    net::asio::awaitable<std::string> send_whole();
    net::asio::awaitable<std::string> stream();
    net::asio::awaitable<void> end_stream();
    net::asio::awaitable<bool> put(std::string_view bytes);
    [[nodiscard]] std::optional<control::ledger_entry> book();
    net::asio::awaitable<void> report(rejection const& why, std::string_view reason);
    void break_off(std::string_view code, std::string_view why);
    void read_usage();
    [[nodiscard]] std::optional<std::string> with_extras(std::string_view body, bool events) const;
    [[nodiscard]] std::string debug_event() const;
    [[nodiscard]] net::response_head head(std::string_view content_type) const;

    request_context& context_;
    dispatch& asked_;
    upstream_response& from_; ///< the attempt's
    attribution& record_;
    client_response& to_;
    std::string_view served_by_;
    wire::openai::answer_usage used_;
    bool booked_{};
    bool begun_{};
    bool complete_{};
    bool broken_off_{};
    bool out_of_time_{};    ///< the client's own deadline has passed
    std::string rewritten_; ///< the output if it differs from the upstream's bytes
};

} // namespace wayfinder::gateway
