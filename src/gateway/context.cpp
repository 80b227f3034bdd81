#include "gateway/context.hpp"

#include "gateway/admission/limit_headers.hpp"
#include "gateway/cors.hpp"
#include "wire/openai/prompt_estimate.hpp"
#include "wire/trace_context.hpp"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace wayfinder::gateway {
namespace {

using random_bits = std::array<unsigned char, 16>;

/// Drawing many random bytes costs little more than drawing sixteen.
random_bits draw()
{
    static constexpr std::size_t at_once = 64;
    thread_local std::array<random_bits, at_once> stock;
    thread_local std::size_t left = 0;
    if (left == 0) {
        RAND_bytes(stock.front().data(), static_cast<int>(sizeof stock));
        left = stock.size();
    }
    return stock[--left];
}

template <int count>
std::string decimals(double value)
{
    std::array<char, 32> text{};
    auto const end = text.data() + text.size();
    return {text.data(), std::to_chars(text.data(), end, value, std::chars_format::fixed, count).ptr};
}

} // namespace

bool is_sane_request_id(std::string_view id)
{
    auto const sane = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '_' || c == ':' || c == '-';
    };
    return !id.empty() && id.size() <= 128 && std::all_of(id.begin(), id.end(), sane);
}

std::string_view bearer_token(net::request const& incoming)
{
    auto text = incoming.header("authorization");
    constexpr std::string_view scheme = "bearer";
    auto const same = [](char a, char b) { return (a | 0x20) == b; };
    bool const named = text.size() > scheme.size() &&
                       (text[scheme.size()] == ' ' || text[scheme.size()] == '\t') &&
                       std::equal(scheme.begin(), scheme.end(), text.begin(),
                                  [&](char wanted, char given) { return same(given, wanted); });
    if (named) text.remove_prefix(scheme.size());
    auto const first = text.find_first_not_of(" \t");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

request_context::request_context(live_config const& now, net::request const& request,
                                 net::responder& responder)
    : runtime{now.runtime},
      callers{now.callers},
      fleet{now.fleet},
      incoming{request},
      out{responder},
      began{std::chrono::steady_clock::now()},
      routing{runtime->routing()}
{
    auto const given = incoming.header("x-request-id");
    id = is_sane_request_id(given) ? std::string{given} : wire::hex_text(draw());
}

net::response_head request_context::head(unsigned status) const
{
    net::response_head head{status};
    grant_reading(incoming, runtime->config().gateway, head);
    head.add("x-request-id", id).add("x-wayfinder-router-request-id", id);
    if (routed) {
        head.add("x-wayfinder-router-model", chosen.model)
            .add("x-wayfinder-router-score", decimals<2>(chosen.score))
            .add("x-wayfinder-router-mode", name(chosen.mode));
        if (chosen.propensity < 1.0)
            head.add("x-wayfinder-router-propensity", decimals<6>(chosen.propensity));
        if (chosen.skill)
            head.add("x-wayfinder-router-percentile", decimals<4>(chosen.skill->chosen.percentile))
                .add("x-wayfinder-router-confidence", decimals<4>(chosen.skill->chosen.confidence));
        if (session) head.add("x-wayfinder-router-session", name(session->verdict));
    }
    if (!budget_state.empty()) head.add("x-wayfinder-router-budget", budget_state);
    if (!cascade_state.empty()) head.add("x-wayfinder-router-cascade", cascade_state);
    if (!cache_state.empty()) head.add("x-wayfinder-router-cache", cache_state);
    add_limits(left, head);
    return head;
}

control::moment request_context::moment() const
{
    auto const today = callers->calendar().day_of(std::chrono::system_clock::now());
    return {std::chrono::steady_clock::now(), {today.number, today.month}};
}

std::uint64_t request_context::prompt_estimate() const
{
    if (known_estimate) return *known_estimate;
    wire::openai::chat_request_reader reader;
    wire::openai::chat_request again;
    auto const unread = reader.read(incoming.body, runtime->config().gateway.limits.max_json_depth, again);
    return unread ? 0 : wire::openai::estimate_prompt(reader.transcript());
}

bool request_context::fits(std::size_t model)
{
    auto const window = runtime->config().gateway.models[model].context_window;
    if (!window) return true;
    known_estimate = prompt_estimate();
    return *known_estimate <= *window;
}

} // namespace wayfinder::gateway
