// Measured values, by round.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace wayfinder::bench {

class tally {
public:
    void add(std::string const& figure, std::string const& contestant, double value);

    /// The values of all rounds; empty if there are none.
    [[nodiscard]] std::vector<double> const& values(std::string const& figure,
                                                    std::string const& contestant) const;

    [[nodiscard]] std::optional<double> median(std::string const& figure,
                                               std::string const& contestant) const;

    /// Half the distance between the lowest and highest round, as a share of the median.
    [[nodiscard]] double spread(std::string const& figure, std::string const& contestant) const;

    /// The median over rounds of the ratio to another contestant's value in the same round.
    [[nodiscard]] std::optional<double> ratio(std::string const& figure, std::string const& contestant,
                                              std::string const& reference) const;

private:
    std::map<std::pair<std::string, std::string>, std::vector<double>> values_;
};

double median_of(std::vector<double> values);

} // namespace wayfinder::bench
