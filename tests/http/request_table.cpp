#include "request_table.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace wayfinder::testing {
namespace {

std::string in_base(std::size_t value, int base)
{
    std::string digits(20, ' ');
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), value, base).ptr;
    digits.resize(static_cast<std::size_t>(end - digits.data()));
    return digits;
}

std::string unescaped(std::string_view text)
{
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            bytes.push_back(text[i]);
            continue;
        }
        auto const c = text.at(++i);
        if (c == 'x') {
            bytes.push_back(static_cast<char>(std::stoi(std::string{text.substr(i + 1, 2)}, nullptr, 16)));
            i += 2;
            continue;
        }
        auto const at = std::string_view{"rnt0\\"}.find(c);
        if (at == std::string_view::npos) throw std::runtime_error{"unknown escape"};
        bytes.push_back("\r\n\t\0\\"[at]);
    }
    return bytes;
}

/// What a name in braces stands for in this row.
std::map<std::string, std::string, std::less<>> names_of(request_row const& row)
{
    std::string hex = in_base(row.json.size(), 16);
    std::string capital = hex;
    for (char& c : capital) c = static_cast<char>(c >= 'a' ? c - 32 : c);
    auto const chunks = hex + "\r\n" + row.json + "\r\n0\r\n\r\n";
    return {{"post", "POST /v1/chat/completions HTTP/1.1\r\n"},
            {"get", "GET /livez HTTP/1.1\r\n"},
            {"host", "Host: gateway\r\n"},
            {"json", row.json},
            {"length", std::to_string(row.json.size())},
            {"hex", hex},
            {"HEX", capital},
            {"chunks", chunks},
            {"chunkslength", std::to_string(chunks.size())},
            {"eof", ""}};
}

/// `bytes*count`
std::optional<std::string> repeated(std::string_view text)
{
    auto const star = text.rfind('*');
    if (star == text.npos || star + 1 == text.size()) return std::nullopt;
    auto const count = std::string{text.substr(star + 1)};
    if (count.find_first_not_of("0123456789") != count.npos) return std::nullopt;
    auto const one = unescaped(text.substr(0, star));
    std::string all;
    for (auto left = std::stoul(count); left > 0; --left) all += one;
    return all;
}

/// Braces around anything else are literal.
std::string expanded(std::string_view line, request_row& row)
{
    auto const names = names_of(row);
    std::string bytes;
    while (!line.empty()) {
        auto const open = std::min(line.find('{'), line.size());
        bytes += unescaped(line.substr(0, open));
        line.remove_prefix(open);
        if (line.empty()) break;
        auto const inside = line.substr(1, line.find('}') - 1);
        auto const known = names.find(inside);
        auto const text = known != names.end() ? std::optional{known->second} : repeated(inside);
        row.half_closes = row.half_closes || inside == "eof";
        bytes += text.value_or("{");
        line.remove_prefix(text ? inside.size() + 2 : 1);
    }
    return bytes;
}

request_row read_header(std::string const& line)
{
    std::istringstream in{line.substr(3)};
    std::vector<std::string> cells;
    for (std::string cell; std::getline(in, cell, '|');) {
        cell.erase(0, cell.find_first_not_of(' '));
        cell.erase(cell.find_last_not_of(' ') + 1);
        cells.push_back(cell);
    }
    if (cells.size() != 5) throw std::runtime_error{"a row has five cells"};
    request_row row;
    row.clause = cells[0];
    row.name = cells[4];
    std::istringstream statuses{cells[1] == "-" ? "" : cells[1]};
    for (int status = 0; statuses >> status;) row.statuses.push_back(status);
    if (cells[2] != "open" && cells[2] != "close") throw std::runtime_error{"open or close?"};
    row.stays_open = cells[2] == "open";
    row.upstream_requests = std::stoul(cells[3]);
    return row;
}

void read_file_into(std::vector<request_row>& rows, std::filesystem::path const& file)
{
    std::ifstream in{file};
    std::size_t number = 0;
    bool any = false;
    for (std::string line; std::getline(in, line);) {
        ++number;
        try {
            if (line.empty() || line.starts_with("# ")) continue;
            if (line.starts_with("== ")) {
                rows.push_back(read_header(line));
                rows.back().json = named_chat(file.stem().string() + " " + std::to_string(number));
                any = true;
            } else if (any) {
                rows.back().bytes += expanded(line, rows.back());
            }
        } catch (std::exception const& wrong) {
            throw std::runtime_error{file.string() + ":" + std::to_string(number) + ": " + wrong.what()};
        }
    }
}

} // namespace

std::string named_chat(std::string_view name)
{
    return R"({"model":"auto","messages":[{"role":"user","content":")" + std::string{name} + R"("}]})";
}

std::vector<request_row> read_rows(std::filesystem::path const& folder)
{
    std::vector<std::filesystem::path> files;
    for (auto const& each : std::filesystem::directory_iterator{folder}) files.push_back(each.path());
    std::sort(files.begin(), files.end());
    std::vector<request_row> rows;
    for (auto const& each : files) read_file_into(rows, each);
    return rows;
}

} // namespace wayfinder::testing
