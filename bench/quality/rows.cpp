#include "bench/quality/rows.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <stdexcept>

namespace wayfinder::quality {
namespace {

using nlohmann::json;

double label_gain(json const& line)
{
    auto const& label = line.at("label");
    if (label.is_number()) return label.get<double>();
    return label.get<std::string>() == "dear" ? 1.0 : 0.0;
}

row row_of(json const& line)
{
    row made;
    made.text = line.at("text").get<std::string>();
    made.source = line.value("source", "own");
    made.family = line.value("family", made.source);
    made.group = line.value("group", made.source);
    if (line.contains("label")) {
        made.dear = label_gain(line);
    } else {
        made.cheap = line.at("weak_score").get<double>();
        made.dear = line.at("strong_score").get<double>();
    }
    made.gain = made.dear - made.cheap;
    made.smooth_gain = made.gain;
    if (line.contains("weak_c") && line.contains("strong_c"))
        made.smooth_gain =
            0.5 * made.gain + 0.5 * (line["strong_c"].get<double>() - line["weak_c"].get<double>());
    return made;
}

/// A source whose model classes do not differ on average says nothing about which prompts need the dear one.
void drop_idle_classes(std::vector<row>& rows)
{
    constexpr double least_gap = 0.05;
    for (auto const& [source, positions] : positions_by(rows, &row::source)) {
        double gap = 0;
        for (auto const at : positions) gap += 2 * rows[at].smooth_gain - rows[at].gain;
        if (gap / static_cast<double>(positions.size()) >= least_gap) continue;
        for (auto const at : positions) rows[at].smooth_gain = rows[at].gain;
    }
}

} // namespace

std::vector<row> read_rows(std::filesystem::path const& file)
{
    std::ifstream in{file};
    if (!in) throw std::runtime_error{"cannot read " + file.string()};
    std::vector<row> rows;
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        if (line.empty()) continue;
        try {
            rows.push_back(row_of(json::parse(line)));
        } catch (json::exception const& wrong) {
            throw std::runtime_error{file.string() + ":" + std::to_string(number) + ": " + wrong.what()};
        }
    }
    drop_idle_classes(rows);
    return rows;
}

std::map<std::string, std::vector<std::size_t>> positions_by(std::vector<row> const& rows,
                                                             std::string row::*key)
{
    std::map<std::string, std::vector<std::size_t>> positions;
    for (std::size_t at = 0; at < rows.size(); ++at) positions[rows[at].*key].push_back(at);
    return positions;
}

} // namespace wayfinder::quality
