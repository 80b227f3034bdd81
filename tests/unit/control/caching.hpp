// Small answers and keys for the tests of the response cache.
#pragma once

#include "control/response_cache.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace wayfinder::control {

constexpr response_cache::clock::time_point start{std::chrono::hours{1}};

inline config::cache roomy()
{
    config::cache settings;
    settings.enabled = true;
    return settings;
}

inline cached_answer answer(std::string_view body)
{
    cached_answer made;
    made.body = body;
    made.content_type = std::string{"application/json"};
    made.model = "local";
    return made;
}

inline cache_key key(std::string_view name)
{
    return key_of({.partition = "",
                   .address = "http://upstream",
                   .upstream_model = name,
                   .escalates_to = "",
                   .request = {}});
}

/// The body of a hit; "led" or "followed" if there is none.
inline std::string look(response_cache& cache, std::string_view name,
                        response_cache::clock::time_point now = start)
{
    auto const found = cache.find(key(name), now);
    if (auto const* const hit = std::get_if<shared_answer>(&found)) return (*hit)->body;
    return std::holds_alternative<response_cache::leader>(found) ? "led" : "followed";
}

} // namespace wayfinder::control
