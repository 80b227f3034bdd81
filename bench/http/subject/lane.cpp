#include "bench/http/subject/lane.hpp"

#include <string>

namespace wayfinder::bench {

std::string_view name_of(lane which)
{
    switch (which) {
    case lane::plain:
        return "plain";
    case lane::governed:
        return "governed";
    case lane::cached:
        return "cached";
    case lane::tls_upstream:
        return "tls_upstream";
    case lane::tls_listener:
        return "tls_listener";
    }
    return {};
}

std::string_view title_of(lane which)
{
    switch (which) {
    case lane::plain:
        return "plain";
    case lane::governed:
        return "governed";
    case lane::cached:
        return "cache hit";
    case lane::tls_upstream:
    case lane::tls_listener:
        return "TLS";
    }
    return {};
}

std::optional<lane> lane_named(std::string_view name)
{
    for (auto const each : all_lanes)
        if (name_of(each) == name) return each;
    return std::nullopt;
}

std::string key_token(std::size_t number)
{
    return "wf-bench-key-" + std::to_string(100'000 + number);
}

std::vector<question> questions_for(lane which, std::size_t clients)
{
    bool const governed = which == lane::governed || which == lane::cached;
    std::vector<question> questions;
    for (std::size_t each = 0; each < clients; ++each) {
        question about;
        if (governed) {
            about.model = "auto";
            about.token = key_token(each * 31 % key_count);
        }
        about.repeated = which == lane::cached;
        questions.push_back(about);
    }
    return questions;
}

} // namespace wayfinder::bench
