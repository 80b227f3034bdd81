#include "bench/http/report/tally.hpp"

#include <algorithm>

namespace wayfinder::bench {

double median_of(std::vector<double> values)
{
    auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

void tally::add(std::string const& figure, std::string const& contestant, double value)
{
    values_[{figure, contestant}].push_back(value);
}

std::vector<double> const& tally::values(std::string const& figure, std::string const& contestant) const
{
    static std::vector<double> const none;
    auto const found = values_.find({figure, contestant});
    return found == values_.end() ? none : found->second;
}

std::optional<double> tally::median(std::string const& figure, std::string const& contestant) const
{
    auto const& all = values(figure, contestant);
    if (all.empty()) return std::nullopt;
    return median_of(all);
}

double tally::spread(std::string const& figure, std::string const& contestant) const
{
    auto const& all = values(figure, contestant);
    if (all.empty()) return 0;
    auto const [low, high] = std::minmax_element(all.begin(), all.end());
    auto const middle = median_of(all);
    return middle == 0 ? 0 : (*high - *low) / 2 / middle;
}

std::optional<double> tally::ratio(std::string const& figure, std::string const& contestant,
                                   std::string const& reference) const
{
    auto const& ours = values(figure, contestant);
    auto const& theirs = values(figure, reference);
    std::vector<double> ratios;
    for (std::size_t round = 0; round < std::min(ours.size(), theirs.size()); ++round)
        if (theirs[round] > 0) ratios.push_back(ours[round] / theirs[round]);
    if (ratios.empty()) return std::nullopt;
    return median_of(ratios);
}

} // namespace wayfinder::bench
