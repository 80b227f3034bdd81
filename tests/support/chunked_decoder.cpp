#include "chunked_decoder.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>

namespace wayfinder::testing {
namespace {

std::optional<std::string> take_line(std::string& wire)
{
    auto const end = wire.find("\r\n");
    if (end == std::string::npos) return std::nullopt;
    auto line = wire.substr(0, end);
    wire.erase(0, end + 2);
    return line;
}

std::size_t chunk_size(std::string const& line)
{
    std::size_t size = 0;
    auto const [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
    auto const whole = end == line.data() + line.size() || *end == ';' || *end == ' ';
    if (error != std::errc{} || !whole) throw std::runtime_error("bad chunk size: " + line);
    return size;
}

} // namespace

std::string chunked_decoder::feed(std::string& wire)
{
    std::string body;
    while (advance(wire, body)) {
    }
    return body;
}

/// One step of the grammar; false if more bytes are needed or nothing follows.
bool chunked_decoder::advance(std::string& wire, std::string& body)
{
    switch (step_) {
    case step::size: {
        auto const line = take_line(wire);
        if (!line) return false;
        left_ = chunk_size(*line);
        step_ = left_ > 0 ? step::data : step::trailer;
        return true;
    }
    case step::data: {
        auto const taken = std::min(left_, wire.size());
        body.append(wire, 0, taken);
        wire.erase(0, taken);
        left_ -= taken;
        if (left_ == 0) step_ = step::data_end;
        return left_ == 0;
    }
    case step::data_end: {
        if (wire.size() < 2) return false;
        if (!wire.starts_with("\r\n")) throw std::runtime_error("chunk longer than its size");
        wire.erase(0, 2);
        step_ = step::size;
        return true;
    }
    case step::trailer: {
        auto const line = take_line(wire);
        if (!line) return false;
        if (line->empty()) step_ = step::finished;
        return true;
    }
    case step::finished:
        break;
    }
    return false;
}

} // namespace wayfinder::testing
