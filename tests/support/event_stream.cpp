#include "event_stream.hpp"

namespace wayfinder::testing {
namespace {

std::string_view value_of(std::string_view line, std::string_view field)
{
    auto value = line.substr(field.size());
    if (value.starts_with(' ')) value.remove_prefix(1);
    return value;
}

} // namespace

std::vector<sse_event> parse_events(std::string_view body)
{
    std::vector<sse_event> events;
    sse_event current;
    bool any = false;
    for (auto end = body.find('\n'); end != std::string_view::npos; end = body.find('\n')) {
        auto line = body.substr(0, end);
        body.remove_prefix(end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty()) {
            if (any) events.push_back(std::move(current));
            current = {};
            any = false;
        } else if (line.starts_with("event:")) {
            current.name = value_of(line, "event:");
            any = true;
        } else if (line.starts_with("data:")) {
            if (!current.data.empty()) current.data += '\n';
            current.data += value_of(line, "data:");
            any = true;
        }
    }
    return events;
}

} // namespace wayfinder::testing
