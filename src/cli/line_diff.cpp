#include "cli/line_diff.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace wayfinder::cli {
namespace {

using lines = std::vector<std::string_view>;

lines split(std::string_view text)
{
    lines found;
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        found.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return found;
}

struct change {
    char sign;
    std::string_view line;
};

/// Uses the longest common subsequence of what is between the equal beginnings and ends.
void compare(lines const& before, lines const& after, std::vector<change>& out)
{
    auto const rows = before.size();
    auto const columns = after.size();
    std::vector<std::size_t> longest((rows + 1) * (columns + 1), 0);
    auto const at = [&](std::size_t row, std::size_t column) -> std::size_t& {
        return longest[row * (columns + 1) + column];
    };
    for (auto row = rows; row-- > 0;)
        for (auto column = columns; column-- > 0;)
            at(row, column) = before[row] == after[column]
                                  ? at(row + 1, column + 1) + 1
                                  : std::max(at(row + 1, column), at(row, column + 1));
    std::size_t row = 0;
    std::size_t column = 0;
    while (row < rows || column < columns) {
        bool const same = row < rows && column < columns && before[row] == after[column];
        bool const gone = row < rows && (column == columns || at(row + 1, column) >= at(row, column + 1));
        if (same)
            out.push_back({' ', before[row++]}), ++column;
        else if (gone)
            out.push_back({'-', before[row++]});
        else
            out.push_back({'+', after[column++]});
    }
}

std::vector<change> changes_of(lines const& before, lines const& after)
{
    std::size_t head = 0;
    auto const shorter = std::min(before.size(), after.size());
    while (head < shorter && before[head] == after[head]) ++head;
    std::size_t tail = 0;
    while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;

    auto const part = [](lines const& all, std::size_t from, std::size_t to) {
        return lines{all.begin() + static_cast<std::ptrdiff_t>(from),
                     all.begin() + static_cast<std::ptrdiff_t>(to)};
    };
    std::vector<change> all;
    for (auto const each : part(before, 0, head)) all.push_back({' ', each});
    compare(part(before, head, before.size() - tail), part(after, head, after.size() - tail), all);
    for (auto const each : part(before, before.size() - tail, before.size())) all.push_back({' ', each});
    return all;
}

} // namespace

std::string line_diff(std::string_view before, std::string_view after)
{
    if (before == after) return {};
    constexpr std::size_t around = 3;
    auto const all = changes_of(split(before), split(after));
    std::vector<bool> shown(all.size());
    for (std::size_t at = 0; at < all.size(); ++at) {
        if (all[at].sign == ' ') continue;
        auto const first = at - std::min(at, around);
        for (auto near = first; near < std::min(at + around + 1, all.size()); ++near) shown[near] = true;
    }
    std::string text;
    bool gap = false;
    for (std::size_t at = 0; at < all.size(); ++at) {
        if (!shown[at]) {
            gap = true;
            continue;
        }
        if (gap) text += "...\n";
        gap = false;
        text.append(1, all[at].sign).append(" ").append(all[at].line).append("\n");
    }
    return gap ? text + "...\n" : text;
}

} // namespace wayfinder::cli
