#include "config/validation/report.hpp"

#include <algorithm>
#include <tuple>

namespace wayfinder::config {

namespace {

constexpr char const* in_environment = "environment";

void sort_by_place(std::vector<diagnostic>& findings)
{
    std::stable_sort(findings.begin(), findings.end(), [](diagnostic const& a, diagnostic const& b) {
        return std::tie(a.line, a.column) < std::tie(b.line, b.column);
    });
}

} // namespace

std::string diagnostic::to_string() const
{
    std::string text = file;
    if (line > 0) text += ':' + std::to_string(line) + ':' + std::to_string(column);
    if (!text.empty()) text += ": ";
    return text + message;
}

void report::error(place where, std::string message)
{
    result_.errors.push_back({file_, where.line, where.column, std::move(message)});
}

void report::notice(place where, std::string message)
{
    result_.notices.push_back({file_, where.line, where.column, std::move(message)});
}

void report::dead_end(place where, std::string message)
{
    result_.notices.push_back({file_, where.line, where.column, std::move(message), true});
}

void report::environment_error(std::string message)
{
    result_.errors.push_back({in_environment, 0, 0, std::move(message)});
}

void report::environment_notice(std::string message)
{
    result_.notices.push_back({in_environment, 0, 0, std::move(message)});
}

load_result report::finish(std::shared_ptr<snapshot const> config) &&
{
    sort_by_place(result_.errors);
    sort_by_place(result_.notices);
    if (!has_errors()) result_.config = std::move(config);
    return std::move(result_);
}

} // namespace wayfinder::config
