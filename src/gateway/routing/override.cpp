#include "gateway/routing/override.hpp"

#include "config/values/number.hpp"
#include "wire/http1/grammar.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace wayfinder::gateway {
namespace {

std::string normalized_header(std::string_view value)
{
    auto const first = value.find_first_not_of(" \t");
    if (first == value.npos) return {};
    std::string text{value.substr(first, value.find_last_not_of(" \t") - first + 1)};
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

bool is_among(std::string const& text, std::array<std::string_view, 4> const& words)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

constexpr std::array<std::string_view, 4> yes{"1", "true", "yes", "on"};
constexpr std::array<std::string_view, 4> no{"0", "false", "no", "off"};

std::optional<invalid_override> read_scope(std::string const& text, request_overrides& overrides)
{
    if (text.empty()) return std::nullopt;
    overrides.scope = scope_named(text);
    if (overrides.scope) return std::nullopt;
    return "X-Wayfinder-Route-On must be one of turn, last_user, user, all, not '" + text + "'.";
}

std::optional<invalid_override> read_sticky(std::string const& text, request_overrides& overrides)
{
    if (text.empty()) return std::nullopt;
    if (!is_among(text, yes) && !is_among(text, no))
        return "X-Wayfinder-Sticky must be true or false, not '" + text + "'.";
    overrides.sticky = is_among(text, yes);
    return std::nullopt;
}

std::optional<invalid_override> read_cooldown(std::string const& text, request_overrides& overrides)
{
    if (text.empty()) return std::nullopt;
    overrides.sticky_cooldown = config::parse_count(text);
    if (overrides.sticky_cooldown) return std::nullopt;
    return "X-Wayfinder-Sticky-Cooldown must be a whole number of turns, 0 or more, not '" + text + "'.";
}

std::optional<invalid_override> read_failover(std::string const& text, request_overrides& overrides)
{
    if (text.empty()) return std::nullopt;
    for (auto const each : config::all_failovers)
        if (text == name(each)) overrides.failover = each;
    if (overrides.failover) return std::nullopt;
    return "X-Wayfinder-Failover must be one of same-tier, degrade, escalate, not '" + text + "'.";
}

std::optional<invalid_override> read_timeout(std::string const& text, request_overrides& overrides)
{
    constexpr std::uint64_t longest = 86'400'000;
    if (text.empty()) return std::nullopt;
    auto const given = config::parse_count(text);
    if (!given || *given == 0 || *given > longest)
        return "X-Wayfinder-Timeout-Ms must be a whole number of milliseconds from 1 to 86400000, not '" +
               text + "'.";
    overrides.timeout = std::chrono::milliseconds{*given};
    return std::nullopt;
}

/// The items between commas, without surrounding blanks.
std::vector<std::string> listed(std::string_view text)
{
    std::vector<std::string> items;
    wire::http1::each_element(text, [&](std::string_view item) {
        if (!item.empty()) items.emplace_back(item);
    });
    return items;
}

} // namespace

std::variant<request_overrides, invalid_override> read_overrides(net::request const& incoming)
{
    auto const header = [&](std::string_view name) { return normalized_header(incoming.header(name)); };
    request_overrides overrides;
    auto why = read_scope(header("x-wayfinder-route-on"), overrides);
    if (!why) why = read_sticky(header("x-wayfinder-sticky"), overrides);
    if (!why) why = read_cooldown(header("x-wayfinder-sticky-cooldown"), overrides);
    if (!why) why = read_failover(header("x-wayfinder-failover"), overrides);
    if (!why) why = read_timeout(header("x-wayfinder-timeout-ms"), overrides);
    if (why) return std::move(*why);
    overrides.tags = listed(incoming.header(requires_header));
    if (incoming.has_header("x-wayfinder-threshold"))
        overrides.threshold = incoming.header("x-wayfinder-threshold");
    overrides.debug = is_among(header("x-wayfinder-debug"), yes);
    return overrides;
}

} // namespace wayfinder::gateway
