#include "cli/text_table.hpp"

#include "cli/onboard/cell_width.hpp"

#include <algorithm>

namespace wayfinder::cli {
namespace {

constexpr std::size_t gap = 2;

void make_harmless(std::string& text)
{
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; },
        '?');
}

} // namespace

text_table::text_table(row titles, std::size_t numbers) : numbers_{numbers}
{
    rows_.push_back(std::move(titles));
}

void text_table::add(row cells)
{
    for (auto& each : cells) make_harmless(each);
    cells.resize(rows_.front().size());
    rows_.push_back(std::move(cells));
}

std::string text_table::text() const
{
    auto const columns = rows_.front().size();
    std::vector<std::size_t> widths(columns);
    for (std::size_t i = 0; i < columns; ++i) {
        bool const used =
            rows_.size() == 1 ||
            std::any_of(rows_.begin() + 1, rows_.end(), [i](auto const& each) { return !each[i].empty(); });
        if (!used) continue;
        for (auto const& each : rows_) widths[i] = std::max(widths[i], text_width(each[i]));
    }
    std::string all;
    for (auto const& each : rows_) {
        std::string line;
        for (std::size_t i = 0; i < columns; ++i) {
            if (widths[i] == 0) continue;
            if (!line.empty()) line.append(gap, ' ');
            std::string const fill(widths[i] - text_width(each[i]), ' ');
            line += i + numbers_ >= columns ? fill + each[i] : each[i] + fill;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        all += line + '\n';
    }
    return all;
}

} // namespace wayfinder::cli
