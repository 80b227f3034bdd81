#include "gateway/observability/access_record.hpp"

#include "gateway/context.hpp"

#include <utility>

namespace wayfinder::gateway {
namespace {

// nginx's status for a client that left.
constexpr unsigned client_left = 499;

std::string begin_of(std::string_view text)
{
    return std::string{text.substr(0, access_record::most_text)};
}

std::chrono::microseconds between(request_stats::time_point from, request_stats::time_point to)
{
    if (from == request_stats::time_point{} || to == request_stats::time_point{}) return {};
    return std::chrono::duration_cast<std::chrono::microseconds>(to - from);
}

} // namespace

access_record record_of(request_context& ended)
{
    auto const& stats = ended.stats;
    access_record made;
    made.total = between(ended.began, std::chrono::steady_clock::now());
    made.at = std::chrono::system_clock::now() - made.total;
    made.request_id = ended.id;
    if (ended.caller != nullptr) made.key = ended.caller->id();
    made.client = ended.incoming.peer;
    made.method = begin_of(ended.incoming.method());
    made.path = begin_of(ended.incoming.path());
    made.asked = begin_of(ended.chat.model);
    if (ended.routed) {
        made.chosen = ended.chosen.model;
        made.score = ended.chosen.score;
        made.mode = name(ended.chosen.mode);
    }
    if (stats.served) made.served = ended.runtime->targets()[*stats.served].settings->name;
    made.prompt = std::move(ended.routed_on);
    made.cache = ended.cache_state;
    bool const left = !ended.out.started() || stats.outcome == control::outcome::abandoned;
    made.status = left ? client_left : ended.out.status();
    made.streamed = ended.chat.stream;
    made.first_byte = between(ended.began, stats.first_byte_at);
    made.upstream = between(stats.first_called_at, stats.settled_at);
    made.stats = stats;
    return made;
}

} // namespace wayfinder::gateway
