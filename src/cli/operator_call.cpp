#include "cli/operator_call.hpp"

#include "app/web_call.hpp"

namespace wayfinder::cli {
namespace {

constexpr std::chrono::seconds patience{10};

std::string complaint(gateway_address const& where, app::web_reply const& reply)
{
    if (reply.failure) {
        auto const detail = reply.failure.detail.empty() ? "" : ": " + reply.failure.detail;
        return where.url + ": " + std::string{net::code(reply.failure.what)} + detail +
               "; is the gateway running? --url says where";
    }
    if (reply.status == 401 || reply.status == 403)
        return where.url + " answers " + std::to_string(reply.status) +
               "; it requires the token of [gateway.admin], as --token or WAYFINDER_ROUTER_ADMIN_TOKEN";
    return where.url + " answers " + std::to_string(reply.status);
}

} // namespace

std::variant<std::vector<std::string>, std::string> ask_gateway(gateway_address const& where,
                                                                std::vector<std::string> const& paths)
{
    auto const token =
        where.token.empty() ? environment_variable("WAYFINDER_ROUTER_ADMIN_TOKEN").value_or("") : where.token;
    std::vector<app::web_request> requests;
    for (auto const& each : paths) {
        auto made = app::get_of(where.url, each, token);
        if (!made) return "'" + where.url + "' is not an address such as http://127.0.0.1:8088";
        requests.push_back(std::move(*made));
    }
    auto replies = app::call_all(requests, patience);
    std::vector<std::string> bodies;
    for (auto& each : replies) {
        if (each.failure || each.status != 200) return complaint(where, each);
        bodies.push_back(std::move(each.body));
    }
    return bodies;
}

} // namespace wayfinder::cli
