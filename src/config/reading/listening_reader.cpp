#include "config/reading/listening_reader.hpp"

#include "config/reading/read_into.hpp"
#include "config/validation/gateway_rules.hpp"

namespace wayfinder::config {

namespace {

tls read_tls(toml::table const& table, std::filesystem::path const& directory)
{
    tls result;
    auto const file = [&](std::string_view text) { return resolved(directory, text).string(); };
    result.cert = file(text_at(table, "cert").value_or(""));
    result.key = file(text_at(table, "key").value_or(""));
    if (auto const authorities = text_at(table, "client_ca")) {
        result.client_ca = file(*authorities);
        result.client_auth = client_auth::required;
    }
    read_into(result.client_auth, all_client_auths, table, "client_auth");
    read_into(result.min_version, all_tls_versions, table, "min_version");
    return result;
}

void check_pem(toml::table const& tls, std::string_view name, std::filesystem::path const& directory,
               report& findings)
{
    auto const text = text_at(tls, name);
    if (!text || text->empty()) return;
    auto const file = resolved(directory, *text);
    findings.mention(file);
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed))
        findings.error(place_of(*tls.get(name)), "'gateway.tls." + std::string{name} +
                                                     "' must be a PEM file, found none at " +
                                                     in_quotes(file.string()));
}

void check_tls(toml::table const& tls, std::filesystem::path const& directory, report& findings)
{
    for (auto const* each : {"cert", "key", "client_ca"}) check_pem(tls, each, directory, findings);
    auto const asked = text_at(tls, "client_auth");
    auto const authorities = entry_at(tls, "client_ca");
    if (asked && *asked != "none" && !authorities)
        findings.error(place_of(*tls.get("client_auth")),
                       "'gateway.tls.client_auth' needs 'gateway.tls.client_ca', the authorities to accept");
    if (asked == "none" && authorities)
        findings.notice(authorities->where(),
                        "'gateway.tls.client_ca' has no effect: 'client_auth' is \"none\"");
}

} // namespace

listening read_listening(toml::table const& gateway, std::filesystem::path const& directory)
{
    listening result;
    read_into(result.addresses, gateway, "listen");
    if (auto const mode = text_at(gateway, "listen_mode"))
        result.mode = static_cast<unsigned>(std::stoul(std::string{*mode}, nullptr, 8));
    if (auto const* table = table_at(gateway, "tls")) result.tls = read_tls(*table, directory);
    read_into(result.proxy_protocol, gateway, "proxy_protocol");
    read_into(result.forwarded, all_forwarding_headers, gateway, "forwarded_header");
    std::vector<std::string> proxies;
    read_into(proxies, gateway, "trusted_proxies");
    for (auto const& each : proxies) {
        if (each == unix_prefix) result.unix_trusted = true;
        if (auto const range = parse_network(each)) result.trusted_proxies.push_back(*range);
    }
    return result;
}

void check_listening(toml::table const& gateway, std::filesystem::path const& directory, report& findings)
{
    if (auto const* tls = table_at(gateway, "tls")) check_tls(*tls, directory, findings);
    auto const protocol = entry_at(gateway, "proxy_protocol");
    auto const* proxies = array_at(gateway, "trusted_proxies");
    bool const wanted = protocol && protocol->value->value_exact<bool>().value_or(false);
    if (wanted && (proxies == nullptr || proxies->empty()))
        findings.error(protocol->value_where(), "'gateway.proxy_protocol' needs 'gateway.trusted_proxies', "
                                                "the proxies that send it");
}

} // namespace wayfinder::config
