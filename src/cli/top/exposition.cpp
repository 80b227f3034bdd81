#include "cli/top/exposition.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

namespace wayfinder::cli {
namespace {

constexpr std::string_view prefix = "wayfinder_router_";

std::optional<double> number_of(std::string_view text)
{
    if (text == "+Inf") return std::numeric_limits<double>::infinity();
    double value{};
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{value} : std::nullopt;
}

/// Removes `name="value"` and a comma from the start of the text; false if it starts differently.
bool take_label(std::string_view& text, std::map<std::string, std::string>& labels)
{
    auto const equals = text.find("=\"");
    if (equals == text.npos) return false;
    auto const name = std::string{text.substr(0, equals)};
    std::string value;
    auto at = equals + 2;
    for (; at < text.size() && text[at] != '"'; ++at) {
        bool const escape = text[at] == '\\' && at + 1 < text.size();
        if (escape) ++at;
        value += escape && text[at] == 'n' ? '\n' : text[at];
    }
    if (at >= text.size()) return false;
    text.remove_prefix(at + 1);
    if (text.starts_with(',')) text.remove_prefix(1);
    labels[name] = value;
    return true;
}

} // namespace

exposition::exposition(std::string_view text)
{
    while (!text.empty()) {
        auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        if (!line.starts_with(prefix)) continue;
        auto const end = line.find_first_of("{ ");
        if (end == line.npos) continue;
        auto const name = std::string{line.substr(prefix.size(), end - prefix.size())};
        series read;
        bool const labelled = line[end] == '{';
        line.remove_prefix(end + 1);
        while (labelled && !line.starts_with('}') && take_label(line, read.labels)) {
        }
        if (labelled) line.remove_prefix(std::min(line.size(), std::size_t{2})); // "} "
        auto const value = number_of(line.substr(0, line.find(' ')));
        if (!value) continue;
        read.value = *value;
        by_name_[name].push_back(std::move(read));
    }
}

std::vector<series> const& exposition::of(std::string const& name) const
{
    static std::vector<series> const none;
    auto const found = by_name_.find(name);
    return found == by_name_.end() ? none : found->second;
}

double exposition::sum(std::string const& name, std::string const& label, std::string const& value) const
{
    double total = 0;
    for (auto const& each : of(name)) {
        auto const found = each.labels.find(label);
        if (label.empty() || (found != each.labels.end() && found->second == value)) total += each.value;
    }
    return total;
}

std::map<double, double> exposition::buckets(std::string const& name) const
{
    std::map<double, double> counts;
    for (auto const& each : of(name + "_bucket")) {
        auto const bound = each.labels.find("le");
        if (bound == each.labels.end()) continue;
        if (auto const at = number_of(bound->second)) counts[*at] += each.value;
    }
    return counts;
}

double quantile_between(std::map<double, double> const& before, std::map<double, double> const& now,
                        double part)
{
    auto const grown = [&](double bound, double count) {
        auto const former = before.find(bound);
        return count - (former == before.end() ? 0 : former->second);
    };
    if (now.empty()) return 0;
    auto const wanted = grown(now.rbegin()->first, now.rbegin()->second) * part;
    if (wanted <= 0) return 0;
    double lower = 0;
    double below = 0;
    for (auto const& [bound, count] : now) {
        auto const reached = grown(bound, count);
        if (reached >= wanted && std::isinf(bound)) return lower;
        if (reached >= wanted) return lower + (bound - lower) * (wanted - below) / (reached - below);
        lower = bound;
        below = reached;
    }
    return lower;
}

} // namespace wayfinder::cli
