#include "config/governance.hpp"
#include "config/schema/sections.hpp"

namespace wayfinder::config {

namespace {

std::vector<key_spec> cache_keys()
{
    static constexpr std::string_view section{"gateway.cache"};
    cache const defaults{};
    auto const flag = [](std::string_view name, std::string_view meaning) {
        return key_spec{.section = section,
                        .name = name,
                        .type = value_type::boolean,
                        .fallback = "false",
                        .meaning = meaning};
    };
    auto const whole = [](std::string_view name, std::size_t fallback, std::string_view meaning) {
        return key_spec{.section = section,
                        .name = name,
                        .type = value_type::integer,
                        .rule = at_least(1),
                        .fallback = std::to_string(fallback),
                        .meaning = meaning};
    };
    return {
        {.section = "gateway",
         .name = "cache",
         .type = value_type::table,
         .meaning = "Answers kept in memory for equivalent requests."},
        flag("enabled", "whether answers are kept"),
        {.section = section,
         .name = "ttl",
         .type = value_type::number,
         .rule = {.min = 0,
                  .max = longest_kept,
                  .step = 0.001,
                  .phrase = "a number of seconds, 0 or from 0.001 to 31536000"},
         .fallback = seconds_text(defaults.ttl),
         .meaning = "how long an answer is kept; 0 means until its space is needed"},
        whole("max_entries", defaults.max_entries, "most answers kept"),
        whole("max_bytes", defaults.max_bytes, "most bytes of memory that they may use, overhead included"),
        flag("shared", "a key may get an answer that another key requested"),
        flag("strict", "keep only answers to requests with `\"temperature\": 0`; otherwise also to those "
                       "that leave it out"),
    };
}

std::vector<key_spec> ledger_keys()
{
    ledger const defaults{};
    return {
        {.section = "gateway",
         .name = "ledger",
         .type = value_type::table,
         .meaning = "The accounting: what each request cost, never what it said."},
        {.section = "gateway.ledger",
         .name = "file",
         .fallback = '"' + defaults.file.string() + "\" in the working directory",
         .meaning = "an SQLite database; relative to the directory of this file"},
        {.section = "gateway.ledger",
         .name = "retention",
         .type = value_type::integer,
         .rule = {.min = 1, .max = 36'500, .unit = "days"},
         .fallback = std::to_string(defaults.retention.count()),
         .meaning = "how long the rows of single requests are kept; daily sums stay"},
    };
}

} // namespace

std::vector<key_spec> store_keys()
{
    auto keys = cache_keys();
    auto const books = ledger_keys();
    keys.insert(keys.end(), books.begin(), books.end());
    return keys;
}

} // namespace wayfinder::config
