#include "config/sessions.hpp"
#include "config/schema/sections.hpp"
#include "config/validation/text_checks.hpp"

namespace wayfinder::config {

namespace {

key_spec session_key(key_spec spec)
{
    spec.section = "routing.sessions";
    return spec;
}

} // namespace

std::vector<key_spec> session_keys()
{
    sessions const defaults{};
    return {
        {.section = "routing",
         .name = "sessions",
         .type = value_type::table,
         .meaning = "Conversations keep their model unless another one is worth reading all of it again: see "
                    "[sessions.md](sessions.md)."},
        session_key({.name = "enabled",
                     .type = value_type::boolean,
                     .fallback = "false",
                     .meaning = "whether conversations keep their model"}),
        session_key(
            {.name = "by",
             .type = value_type::strings,
             .rule = {.one_of = names_of(all_session_marks), .min_items = 1},
             .fallback = R"(["header", "prefix"])",
             .meaning = "what identifies a conversation; the first one present in a request counts. `prefix` "
                        "is the messages up to the last answer, as sent before; `prompt_cache_key` is the "
                        "body member, for clients that use one per conversation"}),
        session_key({.name = "header",
                     .rule = {.check = check_header_name, .phrase = "the name of a header"},
                     .fallback = '"' + defaults.header + '"',
                     .meaning = "the request header that has the id"}),
        session_key({.name = "ttl",
                     .type = value_type::number,
                     .rule = {.min = 0.001, .max = longest_kept, .unit = "seconds"},
                     .fallback = seconds_text(defaults.ttl),
                     .meaning = "how long an idle conversation is remembered"}),
        session_key({.name = "max_sessions",
                     .type = value_type::integer,
                     .rule = {.min = 16, .max = 10'000'000},
                     .fallback = std::to_string(defaults.max_sessions),
                     .meaning = "most conversations per virtual key, at about 250 bytes each; those idle for "
                                "longest are dropped"}),
        session_key({.name = "prompt_cache_ttl",
                     .type = value_type::number,
                     .rule = seconds_from(0),
                     .fallback = seconds_text(defaults.prompt_cache_ttl),
                     .meaning = "how long providers keep a prompt in their cache after its last use; after "
                                "that a switch costs no more than staying. A model may override this"}),
        session_key({.name = "payback_turns",
                     .type = value_type::integer,
                     .rule = {.min = 1, .max = 1000},
                     .fallback = std::to_string(defaults.payback_turns),
                     .meaning = "turns, including the current one, over which a switch has to pay off"}),
    };
}

} // namespace wayfinder::config
