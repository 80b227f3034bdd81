// Parses the text that `GET /metrics` returns.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::cli {

struct series {
    std::map<std::string, std::string> labels;
    double value{};
};

/// Prometheus' text format 0.0.4. Invalid lines are skipped.
class exposition {
public:
    explicit exposition(std::string_view text);

    /// The series of a name without the gateway's prefix; empty if there are none.
    [[nodiscard]] std::vector<series> const& of(std::string const& name) const;

    /// The sum of the name's series that have this label, or of all; 0 if there are none.
    [[nodiscard]] double sum(std::string const& name, std::string const& label = {},
                             std::string const& value = {}) const;

    /// Upper bounds and counts of a histogram's observations, summed over its series, in order.
    [[nodiscard]] std::map<double, double> buckets(std::string const& name) const;

private:
    std::map<std::string, std::vector<series>> by_name_;
};

/// The value not exceeded by a share `part` of the observations between two samples, interpolated within its
/// bucket as in Prometheus; 0 if there were none.
[[nodiscard]] double quantile_between(std::map<double, double> const& before,
                                      std::map<double, double> const& now, double part);

} // namespace wayfinder::cli
