#include "bench/quality/metric.hpp"

#include <algorithm>
#include <random>

namespace wayfinder::quality {
namespace {

constexpr std::size_t least_rows = 100;
constexpr double least_gap = 0.05;

using picks = std::map<std::string, std::vector<std::size_t>>;

/// The sources that are large enough and have a gap to recover.
picks sound_sources(std::vector<row> const& rows)
{
    auto by = positions_by(rows, &row::source);
    std::erase_if(by, [&](auto const& each) {
        double gap = 0;
        for (auto const at : each.second) gap += rows[at].gain;
        return each.second.size() < least_rows || gap / static_cast<double>(each.second.size()) < least_gap;
    });
    return by;
}

std::vector<ranked> ranked_rows(std::vector<row> const& rows, scores const& of,
                                std::vector<std::size_t> const& positions)
{
    std::vector<ranked> made;
    made.reserve(positions.size());
    for (auto const at : positions) made.push_back({of[at], rows[at].gain});
    return made;
}

double macro_of(std::vector<row> const& rows, scores const& of, picks const& by)
{
    double sum = 0;
    for (auto const& [source, positions] : by) sum += apgr(ranked_rows(rows, of, positions));
    return by.empty() ? 0.5 : sum / static_cast<double>(by.size());
}

interval middle(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    auto const at = [&](double share) {
        return values[std::min(values.size() - 1,
                               static_cast<std::size_t>(share * static_cast<double>(values.size())))];
    };
    return {at(0.025), at(0.975)};
}

} // namespace

std::vector<std::pair<double, double>> recovery_curve(std::vector<ranked> prompts)
{
    std::stable_sort(prompts.begin(), prompts.end(),
                     [](ranked const& a, ranked const& b) { return a.score > b.score; });
    double whole = 0;
    for (auto const& each : prompts) whole += each.gain;
    std::vector<std::pair<double, double>> points{{0.0, 0.0}};
    double sum = 0;
    for (std::size_t at = 0; at < prompts.size();) {
        std::size_t behind = at;
        while (behind < prompts.size() && prompts[behind].score == prompts[at].score)
            sum += prompts[behind++].gain;
        points.emplace_back(static_cast<double>(behind) / static_cast<double>(prompts.size()), sum / whole);
        at = behind;
    }
    return points;
}

double apgr(std::vector<ranked> prompts)
{
    auto const points = recovery_curve(std::move(prompts));
    double area = 0;
    for (std::size_t at = 1; at < points.size(); ++at)
        area += (points[at].first - points[at - 1].first) * (points[at].second + points[at - 1].second) / 2;
    return area;
}

double share_to_recover(std::vector<ranked> prompts, double recovered)
{
    auto const points = recovery_curve(std::move(prompts));
    for (std::size_t at = 1; at < points.size(); ++at) {
        auto const& [from, low] = points[at - 1];
        auto const& [to, high] = points[at];
        if (high < recovered) continue;
        return high == low ? to : from + (to - from) * std::max(0.0, recovered - low) / (high - low);
    }
    return 1.0;
}

std::map<std::string, worth> worth_by_source(std::vector<row> const& rows, scores const& of)
{
    std::map<std::string, worth> all;
    worth mean;
    auto const by = sound_sources(rows);
    for (auto const& [source, positions] : by) {
        auto const prompts = ranked_rows(rows, of, positions);
        worth const here{apgr(prompts), share_to_recover(prompts, 0.8)};
        all[source] = here;
        mean.apgr += here.apgr / static_cast<double>(by.size());
        mean.share_for_80 += here.share_for_80 / static_cast<double>(by.size());
    }
    all["MACRO"] = mean;
    return all;
}

double macro(std::vector<row> const& rows, scores const& of)
{
    return macro_of(rows, of, sound_sources(rows));
}

paired_intervals bootstrap(std::vector<row> const& rows, scores const& of, scores const& baseline, int rounds)
{
    auto const by = sound_sources(rows);
    std::mt19937_64 random{20240607};
    std::vector<double> own;
    std::vector<double> gain;
    for (int round = 0; round < rounds; ++round) {
        picks drawn;
        for (auto const& [source, positions] : by)
            for (std::size_t i = 0; i < positions.size(); ++i)
                drawn[source].push_back(positions[random() % positions.size()]);
        own.push_back(macro_of(rows, of, drawn));
        gain.push_back(own.back() - macro_of(rows, baseline, drawn));
    }
    return {middle(std::move(own)), middle(std::move(gain))};
}

} // namespace wayfinder::quality
