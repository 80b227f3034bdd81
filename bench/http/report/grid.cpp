#include "bench/http/report/grid.hpp"

#include <algorithm>
#include <cstdio>

namespace wayfinder::bench {
namespace {

std::string cell(figure const& of, std::string const& contestant, tally const& results)
{
    auto const median = results.median(of.key, contestant);
    if (!median) return "";
    auto text = decimal(*median, of.decimals);
    if (results.values(of.key, contestant).size() > 1)
        text += " ±" + decimal(results.spread(of.key, contestant) * 100, 0) + "%";
    if (!of.compared || contestant == reference || contestant == "direct") return text;
    if (auto const ratio = results.ratio(of.key, contestant, reference))
        text += "  " + decimal(*ratio, 2) + "×";
    return text;
}

/// In characters; some have several bytes in UTF-8.
std::size_t width_of(std::string const& text)
{
    auto const begins = [](char each) { return (static_cast<unsigned char>(each) & 0xC0U) != 0x80U; };
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins));
}

} // namespace

std::string decimal(double value, int decimals)
{
    char text[64];
    auto const size = std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return {text, static_cast<std::size_t>(size)};
}

grid grid_of(section const& shown, tally const& results)
{
    grid table{{shown.title}};
    for (auto const& each : shown.contestants) table.front().push_back(each);
    for (auto const& each : shown.figures) {
        std::vector<std::string> row{each.title};
        for (auto const& contestant : shown.contestants) row.push_back(cell(each, contestant, results));
        table.push_back(row);
    }
    return table;
}

std::string as_text(grid const& table)
{
    std::vector<std::size_t> widths(table.front().size());
    for (auto const& row : table)
        for (std::size_t each = 0; each < row.size(); ++each)
            widths[each] = std::max(widths[each], width_of(row[each]));
    std::string text;
    for (auto const& row : table) {
        for (std::size_t each = 0; each < row.size(); ++each) {
            std::string const blanks(widths[each] - width_of(row[each]), ' ');
            text += each == 0 ? row[each] + blanks : "   " + blanks + row[each];
        }
        text += '\n';
    }
    return text;
}

std::string as_markdown(grid const& table)
{
    std::string text;
    for (auto const& row : table) {
        text += '|';
        for (auto const& each : row) text += " " + each + " |";
        text += '\n';
        if (&row != &table.front()) continue;
        text += "| --- |";
        for (std::size_t each = 1; each < row.size(); ++each) text += " ---: |";
        text += '\n';
    }
    return text;
}

} // namespace wayfinder::bench
