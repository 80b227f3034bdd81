#include "config/reading/read_into.hpp"
#include "config/reading/reader.hpp"

namespace wayfinder::config {

sessions read_sessions(toml::table const& document)
{
    sessions result;
    auto const* routing = table_at(document, "routing");
    auto const* table = routing == nullptr ? nullptr : table_at(*routing, "sessions");
    if (table == nullptr) return result;
    read_into(result.enabled, *table, "enabled");
    std::vector<std::string> marks;
    read_into(marks, *table, "by");
    if (!marks.empty()) result.by.clear();
    for (auto const& each : marks)
        for (auto const mark : all_session_marks)
            if (name(mark) == each) result.by.push_back(mark);
    read_into(result.header, *table, "header");
    read_into(result.ttl, *table, "ttl");
    read_into(result.max_sessions, *table, "max_sessions");
    read_into(result.prompt_cache_ttl, *table, "prompt_cache_ttl");
    read_into(result.payback_turns, *table, "payback_turns");
    return result;
}

} // namespace wayfinder::config
