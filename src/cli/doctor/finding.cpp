#include "cli/doctor/finding.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace wayfinder::cli {
namespace {

struct sign {
    std::string_view word;
    std::string_view colour;
};

sign sign_of(verdict state)
{
    constexpr std::array<sign, 3> signs{
        {{"ok", "\x1b[32m"}, {"warning", "\x1b[33m"}, {"FAILED", "\x1b[31m"}}};
    return signs[static_cast<std::size_t>(state)];
}

std::string padded(std::string text, std::size_t width)
{
    if (text.size() < width) text.resize(width, ' ');
    return text;
}

} // namespace

bool any_bad(findings const& all)
{
    return std::any_of(all.begin(), all.end(), [](auto const& each) { return each.state == verdict::bad; });
}

nlohmann::ordered_json findings_json(findings const& all)
{
    constexpr std::array<char const*, 3> states{"ok", "warning", "failed"};
    auto list = nlohmann::ordered_json::array();
    for (auto const& each : all) {
        nlohmann::ordered_json json{{"check", each.what},
                                    {"subject", each.whose},
                                    {"state", states[static_cast<std::size_t>(each.state)]},
                                    {"detail", each.detail}};
        if (!each.remedy.empty()) json["remedy"] = each.remedy;
        if (each.latency) json["latency_ms"] = each.latency->count();
        list.push_back(std::move(json));
    }
    return {{"ok", !any_bad(all)}, {"findings", std::move(list)}};
}

std::string findings_text(findings const& all, bool colour)
{
    std::string text;
    for (auto const& each : all) {
        auto const [word, on] = sign_of(each.state);
        auto const shown = padded(std::string{word}, 9);
        text += colour ? std::string{on} + shown + "\x1b[0m" : shown;
        text += padded(each.what, 10) + each.whose + (each.whose.empty() ? "" : ": ") + each.detail;
        if (each.latency) text += ", " + std::to_string(each.latency->count()) + " ms";
        text += '\n';
        if (!each.remedy.empty()) text += std::string(19, ' ') + "-> " + each.remedy + '\n';
    }
    return text;
}

} // namespace wayfinder::cli
