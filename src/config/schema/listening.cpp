#include "config/listening.hpp"
#include "config/schema/sections.hpp"
#include "config/validation/text_checks.hpp"

namespace wayfinder::config {

namespace {

std::vector<key_spec> address_keys()
{
    return {
        {.section = "gateway",
         .name = "listen",
         .type = value_type::strings,
         .rule = {.check = check_listen_address,
                  .phrase = "an address such as \"0.0.0.0:8088\", \"[::1]:8088\" or "
                            "\"unix:/run/wayfinder.sock\", or a list of them"},
         .fallback = "[\"127.0.0.1:8088\"]",
         .meaning = "addresses for clients; `serve --listen`, `--host` and `--port` replace the list",
         .lone = true},
        {.section = "gateway",
         .name = "listen_mode",
         .rule = {.check = check_file_mode, .phrase = "an octal file mode such as \"0660\""},
         .fallback = "\"0660\"",
         .meaning = "file permissions of Unix sockets: who may connect"},
    };
}

std::vector<key_spec> proxy_keys()
{
    return {
        {.section = "gateway",
         .name = "trusted_proxies",
         .type = value_type::strings,
         .rule = {.check = check_proxy,
                  .phrase = "a list of addresses and networks such as \"10.0.0.0/8\", or \"unix:\""},
         .fallback = "[]",
         .meaning = "proxies that are trusted to report the client's address; `\"unix:\"` means any peer on "
                    "a Unix socket"},
        {.section = "gateway",
         .name = "forwarded_header",
         .rule = {.one_of = names_of(all_forwarding_headers)},
         .fallback = '"' + std::string{name(listening{}.forwarded)} + '"',
         .meaning = "the header in which trusted proxies report it, and which they let no client set; the "
                    "other one is ignored"},
        {.section = "gateway",
         .name = "proxy_protocol",
         .type = value_type::boolean,
         .fallback = "false",
         .meaning = "trusted proxies begin each connection with a PROXY protocol header, version 1 or 2; no "
                    "other client may"},
    };
}

std::vector<key_spec> tls_keys()
{
    static constexpr std::string_view section{"gateway.tls"};
    return {
        {.section = "gateway",
         .name = "tls",
         .type = value_type::table,
         .meaning = "HTTPS on every address except Unix sockets. Replaced files are loaded like a changed "
                    "configuration; open connections continue."},
        {.section = section,
         .name = "cert",
         .meaning =
             "PEM file with the certificate and its intermediates; relative to the directory of this file",
         .required = true},
        {.section = section, .name = "key", .meaning = "PEM file with its private key", .required = true},
        {.section = section,
         .name = "client_ca",
         .meaning = "PEM file with the authorities that sign clients' certificates"},
        {.section = section,
         .name = "client_auth",
         .rule = {.one_of = names_of(all_client_auths)},
         .fallback = "\"required\" with a `client_ca`, else \"none\"",
         .meaning = "whether clients must present a certificate; an optional one must be valid, too"},
        {.section = section,
         .name = "min_version",
         .rule = {.one_of = names_of(all_tls_versions)},
         .fallback = '"' + std::string{name(tls{}.min_version)} + '"',
         .meaning = "the oldest version of TLS that is accepted"},
    };
}

} // namespace

std::vector<key_spec> listening_keys()
{
    auto keys = address_keys();
    for (auto const& part : {proxy_keys(), tls_keys()}) keys.insert(keys.end(), part.begin(), part.end());
    return keys;
}

} // namespace wayfinder::config
