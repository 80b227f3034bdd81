#include "cli/calibrate/outcome.hpp"

#include <wayfinder/calibrate/curve.hpp>

#include <cstdio>

namespace wayfinder::cli {
namespace {

using calibrate::baseline;
using calibrate::figures;

constexpr double left = 64;
constexpr double top = 56;
constexpr double plot_width = 540;
constexpr double plot_height = 340;

struct spot {
    double x{};
    double y{};
};

/// Both shares are in [0, 1].
spot place(double bill, double sufficient)
{
    return {left + bill * plot_width, top + (1 - sufficient) * plot_height};
}

spot place(figures const& of)
{
    return place(1 - of.saved, of.sufficient);
}

std::string number(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", value);
    return text;
}

std::string attribute(char const* name, double value)
{
    return std::string{" "} + name + "=\"" + number(value) + '"';
}

std::string line(char const* style, spot from, spot to)
{
    return std::string{"<line class=\""} + style + '"' + attribute("x1", from.x) + attribute("y1", from.y) +
           attribute("x2", to.x) + attribute("y2", to.y) + "/>\n";
}

std::string escaped(std::string_view text)
{
    std::string safe;
    for (char const c : text) {
        if (c == '&')
            safe += "&amp;";
        else if (c == '<')
            safe += "&lt;";
        else if (c == '>')
            safe += "&gt;";
        else
            safe += c;
    }
    return safe;
}

std::string words(char const* style, spot at, std::string_view text)
{
    return std::string{"<text class=\""} + style + '"' + attribute("x", at.x) + attribute("y", at.y) + '>' +
           escaped(text) + "</text>\n";
}

std::string mark(char const* style, char const* shape, spot at)
{
    return "<path class=\"" + std::string{style} + "\" transform=\"translate(" + number(at.x) + ' ' +
           number(at.y) + ")\" d=\"" + shape + "\"/>\n";
}

constexpr char const* dot = "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0z";
constexpr char const* square = "M-4.5 -4.5h9v9h-9z";
constexpr char const* diamond = "M0 -6.5L6.5 0L0 6.5L-6.5 0z";
constexpr char const* triangle = "M0 -6L6 5H-6z";

constexpr char const* shape_of(baseline which)
{
    return which == baseline::random ? triangle : which == baseline::word_count ? diamond : square;
}

constexpr char const* style_sheet = R"(<style>
svg{background:#fff;color:#1f2328;font:13px system-ui,sans-serif}
text{fill:currentColor}.title{font-size:16px;font-weight:600}.quiet{fill:#59636e}.end{text-anchor:end}.middle{text-anchor:middle}
.grid{stroke:#d1d9e0}.mix{stroke:#59636e;stroke-dasharray:5 5}.curve{fill:none;stroke:#0969da;stroke-width:2.5;stroke-linejoin:round}
.fit{fill:#0969da;stroke:#fff;stroke-width:2}.seen{fill:#fff;stroke:#0969da;stroke-width:2}.rule{fill:#bc4c00}
@media(prefers-color-scheme:dark){svg{background:#0d1117;color:#e6edf3}.quiet{fill:#9198a1}.grid{stroke:#30363d}.mix{stroke:#9198a1}
.curve{stroke:#58a6ff}.fit{fill:#58a6ff;stroke:#0d1117}.seen{fill:#0d1117;stroke:#58a6ff}.rule{fill:#f0883e}}
</style>
)";

std::string frame(calibration_outcome const& outcome)
{
    auto const dearest = outcome.request.data.labels[outcome.fit.prices.dearest()];
    auto const prices = outcome.fit.prices.known ? "" : " (assumed prices)";
    std::string text;
    for (int tenth = 0; tenth <= 10; tenth += 2) {
        double const share = tenth / 10.0;
        text += line("grid", place(share, 0), place(share, 1));
        text += line("grid", place(0, share), place(1, share));
        auto const label = std::to_string(tenth * 10) + " %";
        text += words("quiet middle", {place(share, 0).x, top + plot_height + 18}, label);
        text += words("quiet end", {left - 8, place(0, share).y + 4}, label);
    }
    text += words("title", {left, 24}, "Prompts answered by a good enough model");
    text += words("quiet", {left, 42}, "by share of the bill of always taking " + dearest + prices);
    return text;
}

std::string curve(calibration_outcome const& outcome)
{
    std::string points;
    for (auto const& [bill, sufficient] :
         calibrate::trade_off(outcome.fit, outcome.request.options, outcome.request.data)) {
        auto const at = place(bill, sufficient);
        points += number(at.x) + ',' + number(at.y) + ' ';
    }
    return "<polyline class=\"curve\" points=\"" + points + "\"/>\n";
}

/// The legend is in the corner below the curve: high cost for low quality, where no sensible rule is.
std::string legend(calibration_outcome const& outcome)
{
    spot at{left + plot_width - 232, top + plot_height - 142};
    std::string text;
    auto const entry = [&](std::string const& sign, std::string const& meaning) {
        text += sign + words("legend", {at.x + 18, at.y + 4}, meaning);
        at.y += 20;
    };
    entry(line("curve", {at.x - 9, at.y}, {at.x + 9, at.y}), "this fit, its cuts moved");
    entry(mark("fit", dot, at), "this fit, cross-validated");
    entry(mark("seen", dot, at), "this fit on the prompts it saw");
    entry(mark("rule", diamond, at), title(baseline::word_count, outcome));
    entry(mark("rule", triangle, at), title(baseline::random, outcome));
    entry(mark("rule", square, at), "always one model");
    entry(line("mix", {at.x - 9, at.y}, {at.x + 9, at.y}), "random mix of those two");
    return text;
}

} // namespace

std::string outcome_svg(calibration_outcome const& outcome)
{
    auto const& worth = outcome.worth;
    auto text = std::string{"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 432\" role=\"img\" "
                            "aria-label=\"Cost and quality of a calibration\">\n"} +
                style_sheet + frame(outcome);
    text += line("mix", place(worth.baselines[0].held_out), place(worth.baselines[1].held_out));
    text += curve(outcome);
    for (auto const& each : worth.baselines) text += mark("rule", shape_of(each.which), place(each.held_out));
    text += mark("seen", dot, place(worth.training));
    text += mark("fit", dot, place(worth.held_out));
    return text + legend(outcome) + "</svg>\n";
}

} // namespace wayfinder::cli
