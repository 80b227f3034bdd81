#include "config/governance.hpp"
#include "config/schema/sections.hpp"
#include "config/validation/text_checks.hpp"
#include "config/values/civil_time.hpp"

namespace wayfinder::config {

namespace {

key_spec hash_key(std::string_view section, std::string_view name, std::string_view meaning)
{
    return {.section = section,
            .name = name,
            .rule = {.check = check_sha256, .phrase = "a 64-digit SHA-256 in hexadecimal"},
            .meaning = meaning,
            .secret = true};
}

/// The tables that limit a key, or the keys that have a tag.
std::vector<key_spec> own_limits(std::string_view section, std::string_view budget,
                                 std::string_view rate_limit)
{
    return {
        {.section = section,
         .name = "budget",
         .type = value_type::table,
         .meaning = budget,
         .contents = "gateway.budget"},
        {.section = section,
         .name = "rate_limit",
         .type = value_type::table,
         .meaning = rate_limit,
         .contents = "gateway.rate_limit"},
    };
}

std::vector<key_spec> keys_of_a_key()
{
    constexpr std::string_view section{"gateway.keys.*"};
    auto hash = hash_key(section, "hash", "SHA-256 of the token, never the token itself");
    hash.required = true;
    std::vector<key_spec> keys{
        {.section = "gateway",
         .name = "keys",
         .type = value_type::table,
         .meaning = "Keys that clients must present, one table each.",
         .secret = true}, // a key may stand in place of its table, here and below
        {.section = "gateway.keys",
         .name = any_name,
         .type = value_type::table,
         .rule = {.check = check_label},
         .meaning = "A client key, named by an id for reports; `wayfinder-router keys new` creates one. "
                    "Without any key, the gateway is open to everyone who can reach it.",
         .secret = true},
        std::move(hash),
        hash_key(section, "next_hash",
                 "SHA-256 of a second token that is also valid, while clients change over to it"),
        {.section = section,
         .name = "tags",
         .type = value_type::strings,
         .rule = {.check = check_label, .phrase = "a list of different tags"},
         .fallback = "[]",
         .meaning = "labels for reports and for `[gateway.tags.<name>]`"},
        {.section = section,
         .name = "models",
         .type = value_type::strings,
         .rule = {.phrase = "a list of names of models, and of patterns with * and ?"},
         .fallback = "[]",
         .meaning = "the models that this key may use; empty means all"},
        {.section = section,
         .name = "expires",
         .type = value_type::moment,
         .rule = {.check = check_civil_time},
         .meaning = "when the key expires: in `time_zone` if it has no offset, and at the start of the day "
                    "if it is only a date"},
        {.section = section,
         .name = "disabled",
         .type = value_type::boolean,
         .fallback = "false",
         .meaning = "refuse the key temporarily"},
    };
    auto const limits = own_limits(section, "a budget for this key alone, like `[gateway.budget]`",
                                   "a rate limit for this key alone, like `[gateway.rate_limit]`");
    keys.insert(keys.end(), limits.begin(), limits.end());
    return keys;
}

std::vector<key_spec> keys_of_a_tag()
{
    std::vector<key_spec> keys{
        {.section = "gateway",
         .name = "tags",
         .type = value_type::table,
         .meaning = "Limits that all keys with a tag share, one table per tag."},
        {.section = "gateway.tags",
         .name = any_name,
         .type = value_type::table,
         .rule = {.check = check_label},
         .meaning = "Limits that all keys with this tag share."},
    };
    auto const limits = own_limits("gateway.tags.*", "a budget that they share, like `[gateway.budget]`",
                                   "a rate limit that they share, like `[gateway.rate_limit]`");
    keys.insert(keys.end(), limits.begin(), limits.end());
    return keys;
}

} // namespace

std::vector<key_spec> virtual_key_keys()
{
    auto keys = keys_of_a_key();
    auto const tags = keys_of_a_tag();
    keys.insert(keys.end(), tags.begin(), tags.end());
    return keys;
}

std::vector<key_spec> admin_keys()
{
    return {
        {.section = "gateway",
         .name = "admin",
         .type = value_type::table,
         .meaning = "Access to the operator endpoints `/metrics`, `/v1/savings` and `/router/*`. With "
                    "neither `token_hash` nor `listen`, only clients on this machine have it, until a client "
                    "key is configured: then only the endpoints in `open` are accessible.",
         .secret = true},
        hash_key("gateway.admin", "token_hash", "SHA-256 of the token that gives access to them"),
        {.section = "gateway.admin",
         .name = "listen",
         .rule = {.check = check_listen_address, .phrase = "an address such as \"127.0.0.1:9090\""},
         .meaning = "also serve them at this address, where no token is required; from this machine only "
                    "when addressed by an IP address or `localhost`"},
        {.section = "gateway.admin",
         .name = "open",
         .type = value_type::strings,
         .rule = {.one_of = {admin_pages.begin(), admin_pages.end()}},
         .fallback = "[]",
         .meaning = "the endpoints that are public"},
    };
}

} // namespace wayfinder::config
