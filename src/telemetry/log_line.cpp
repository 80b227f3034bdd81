#include "telemetry/log_line.hpp"

#include "telemetry/escaped_text.hpp"
#include "telemetry/timestamp.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace wayfinder::telemetry {
namespace {

/// Whether a value needs no quotes: it contains no separators, quotes or line ends.
bool is_plain(std::string_view value)
{
    auto const plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               std::string_view{"_.:/-+@%*,"}.find(c) != std::string_view::npos;
    };
    return !value.empty() && std::all_of(value.begin(), value.end(), plain);
}

} // namespace

log_line::log_line(std::string& out, line_format format) : out_{out}, format_{format} {}

void log_line::begin(std::string_view name)
{
    bool const json = format_ == line_format::json;
    if (json)
        out_.append(first_ ? "{\"" : ",\"").append(name).append("\":");
    else
        out_.append(first_ ? "" : " ").append(name).append("=");
    first_ = false;
}

void log_line::text(std::string_view name, std::string_view value)
{
    begin(name);
    if (format_ == line_format::text && is_plain(value))
        out_.append(value);
    else
        append_quoted(out_, value);
}

void log_line::number(std::string_view name, std::uint64_t value)
{
    std::array<char, 24> digits{};
    auto const [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    begin(name);
    out_.append(digits.data(), end);
}

void log_line::flag(std::string_view name, bool value)
{
    literal(name, value ? "true" : "false");
}

void log_line::decimal(std::string_view name, double value, int decimals)
{
    std::array<char, 352> digits{};
    auto const [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                            std::chars_format::fixed, decimals);
    begin(name);
    out_.append(digits.data(), end);
}

void log_line::time(std::string_view name, std::chrono::system_clock::time_point value)
{
    begin(name);
    if (format_ == line_format::json) out_.push_back('"');
    append_time(out_, value, 6);
    if (format_ == line_format::json) out_.push_back('"');
}

void log_line::milliseconds(std::string_view name, std::chrono::microseconds value)
{
    decimal(name, std::chrono::duration<double, std::milli>(value).count(), 3);
}

void log_line::literal(std::string_view name, std::string_view value)
{
    begin(name);
    out_.append(value);
}

void log_line::finish()
{
    if (format_ == line_format::json) out_.append(first_ ? "{}" : "}");
    out_.push_back('\n');
}

} // namespace wayfinder::telemetry
