#include "bench/control/contention/chart.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace wayfinder::bench {
namespace {

constexpr double left = 60;
constexpr double top = 30;
constexpr double width = 420;
constexpr double height = 300;

constexpr char const* head =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 660 390" role="img" aria-label="Waiting for locks by number of cores">
<style>
svg{background:#fff;color:#1f2328;font:13px system-ui,sans-serif}text{fill:currentColor}.grid{stroke:#d1d9e0}
polyline{fill:none;stroke-width:2}.c0{stroke:#1f2328}.c1{stroke:#0969da}.c2{stroke:#bc4c00}.c3{stroke:#1a7f37}.c4{stroke:#8250df}.c5{stroke:#59636e}
@media(prefers-color-scheme:dark){svg{background:#0d1117;color:#e6edf3}.grid{stroke:#30363d}.c0{stroke:#e6edf3}}
</style>
)";

std::string line(char const* format, auto... values)
{
    char text[256];
    std::snprintf(text, sizeof text, format, values...);
    return text;
}

/// The share of all locks, then of each.
double share(waiting const& point, std::size_t curve)
{
    return curve == 0 ? point.share : point.by_lock[curve - 1];
}

std::string name(std::vector<lock_kind> const& locks, std::size_t curve)
{
    return curve == 0 ? "all locks" : locks[curve - 1].name;
}

} // namespace

std::string table_of(std::vector<lock_kind> const& locks, std::vector<waiting> const& found)
{
    std::string text = "waiting for      held, ns  stripes";
    for (auto const& point : found) text += line("%8zu", point.cores);
    text += " cores\n";
    for (std::size_t curve = 0; curve <= locks.size(); ++curve) {
        text += line("%-18s", name(locks, curve).c_str());
        text += curve == 0 ? line("%16s", "")
                           : line("%7.0f%9zu", locks[curve - 1].held, locks[curve - 1].stripes);
        for (auto const& point : found) text += line("%7.2f%%", 100 * share(point, curve));
        text += "\n";
    }
    text += line("%-34s", "requests/s, of one core's");
    for (auto const& point : found) text += line("%8.1f", point.speed_up);
    return text + "\n";
}

std::string chart_of(std::vector<lock_kind> const& locks, std::vector<waiting> const& found)
{
    auto const highest = std::max_element(found.begin(), found.end(), [](auto const& one, auto const& other) {
                             return one.share < other.share;
                         })->share;
    double const full = std::max(0.05, std::ceil(highest * 20) / 20);
    auto const x = [&](waiting const& point) {
        return left + width * std::log2(static_cast<double>(point.cores)) /
                          std::log2(static_cast<double>(found.back().cores));
    };
    auto const y = [&](double value) { return top + height - height * value / full; };
    std::string svg = head;
    for (int fifth = 0; fifth <= 5; ++fifth) {
        auto const at = y(full * fifth / 5);
        svg += line("<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n", left, at,
                    left + width, at);
        svg += line("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%.0f %%</text>\n", left - 8, at + 4,
                    100 * full * fifth / 5);
    }
    for (auto const& point : found)
        svg += line("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%zu</text>\n", x(point),
                    top + height + 20, point.cores);
    svg += line("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">cores</text>\n", left + width / 2,
                top + height + 42);
    svg += line("<text x=\"%.1f\" y=\"18\">processor time spent waiting for locks</text>\n", left);
    for (std::size_t curve = 0; curve <= locks.size(); ++curve) {
        svg += line("<polyline class=\"c%zu\" points=\"", curve);
        for (auto const& point : found) svg += line("%.1f,%.1f ", x(point), y(share(point, curve)));
        auto const key = top + 14 + 22 * static_cast<double>(curve);
        svg += line("\"/>\n<polyline class=\"c%zu\" points=\"500,%.1f 524,%.1f\"/>", curve, key, key);
        svg += line("<text x=\"532\" y=\"%.1f\">%s</text>\n", key + 4, name(locks, curve).c_str());
    }
    return svg + "</svg>\n";
}

} // namespace wayfinder::bench
