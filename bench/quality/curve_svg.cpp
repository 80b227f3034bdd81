#include "bench/quality/curve_svg.hpp"

#include <cstdio>

namespace wayfinder::quality {
namespace {

constexpr double left = 60;
constexpr double top = 40;
constexpr double width = 520;
constexpr double height = 340;
constexpr int steps = 50;

constexpr char const* head =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 432" role="img" aria-label="Quality recovered by share of dear calls">
<style>
svg{background:#fff;color:#1f2328;font:13px system-ui,sans-serif}text{fill:currentColor}.grid{stroke:#d1d9e0}
polyline{fill:none;stroke-width:2.2}.c0{stroke:#0969da}.c1{stroke:#59636e;stroke-dasharray:5 5}.c2{stroke:#bc4c00}.c3{stroke:#1a7f37}.c4{stroke:#8250df}
@media(prefers-color-scheme:dark){svg{background:#0d1117;color:#e6edf3}.grid{stroke:#30363d}}
</style>
)";

double at(std::vector<std::pair<double, double>> const& points, double share)
{
    for (std::size_t i = 1; i < points.size(); ++i) {
        auto const& [from, low] = points[i - 1];
        auto const& [to, high] = points[i];
        if (to >= share) return to == from ? high : low + (high - low) * (share - from) / (to - from);
    }
    return points.back().second;
}

/// Recovered share at each step, the mean over sources.
std::vector<double> mean_curve(std::vector<row> const& rows, scores const& of)
{
    std::vector<double> mean(steps + 1);
    auto const counted = worth_by_source(rows, of);
    double sources = 0;
    for (auto const& [source, positions] : positions_by(rows, &row::source)) {
        if (!counted.contains(source)) continue;
        ++sources;
        std::vector<ranked> prompts;
        for (auto const each : positions) prompts.push_back({of[each], rows[each].gain});
        auto const points = recovery_curve(std::move(prompts));
        for (int i = 0; i <= steps; ++i) mean[static_cast<std::size_t>(i)] += at(points, i / double{steps});
    }
    for (auto& each : mean) each /= sources;
    return mean;
}

std::string line(char const* format, auto... values)
{
    char text[256];
    std::snprintf(text, sizeof text, format, values...);
    return text;
}

} // namespace

std::string curve_svg(std::vector<row> const& rows, std::vector<std::pair<std::string, scores>> const& named)
{
    std::string svg = head;
    for (int tenth = 0; tenth <= 10; tenth += 2) {
        double const x = left + width * tenth / 10;
        double const y = top + height - height * tenth / 10;
        svg += line("<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n", x, top, x,
                    top + height);
        svg += line("<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n", left, y,
                    left + width, y);
        svg += line("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%d %%</text>\n", x, top + height + 18,
                    tenth * 10);
        svg += line("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%d %%</text>\n", left - 6, y + 4,
                    tenth * 10);
    }
    svg +=
        line("<text x=\"%.1f\" y=\"24\">Share of the quality gap recovered, by share of dear calls</text>\n",
             left);
    for (std::size_t i = 0; i < named.size(); ++i) {
        svg += line("<polyline class=\"c%d\" points=\"", static_cast<int>(i % 5));
        auto const curve = mean_curve(rows, named[i].second);
        for (std::size_t step = 0; step < curve.size(); ++step)
            svg += line("%.1f,%.1f ", left + width * static_cast<double>(step) / steps,
                        top + height * (1 - curve[step]));
        double const y = top + height - 20.0 * static_cast<double>(named.size() - i);
        svg += line("\"/>\n<polyline class=\"c%d\" points=\"%.1f,%.1f %.1f,%.1f\"/>", static_cast<int>(i % 5),
                    left + 310, y, left + 340, y);
        svg += line("<text x=\"%.1f\" y=\"%.1f\">%s</text>\n", left + 348, y + 4, named[i].first.c_str());
    }
    return svg + "</svg>\n";
}

} // namespace wayfinder::quality
