// The text that `GET /metrics` answers, read back.
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

/// Prometheus' text format 0.0.4. Lines that are none are left out.
class exposition {
public:
    explicit exposition(std::string_view text);

    /// Of a name without the gateway's prefix; empty when there are none.
    [[nodiscard]] std::vector<series> const& of(std::string const& name) const;

    /// All series of the name that have this label, or all; 0 when there are none.
    [[nodiscard]] double sum(std::string const& name, std::string const& label = {},
                             std::string const& value = {}) const;

    /// Upper bound and count of the observations of a histogram, summed over its series, in order.
    [[nodiscard]] std::map<double, double> buckets(std::string const& name) const;

private:
    std::map<std::string, std::vector<series>> by_name_;
};

/// The value that a share `part` of the observations that came between two looks did not exceed, interpolated
/// within its bucket as Prometheus does it; 0 when there were none.
[[nodiscard]] double quantile_between(std::map<double, double> const& before,
                                      std::map<double, double> const& now, double part);

} // namespace wayfinder::cli
