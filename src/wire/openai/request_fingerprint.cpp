#include "wire/openai/request_fingerprint.hpp"

#include "wire/openai/cacheable.hpp"

#include <algorithm>
#include <array>

namespace wayfinder::wire::openai {
namespace {

bool is_no_part(std::string_view key, std::string_view value)
{
    constexpr std::array<std::string_view, 4> names{"model", "stream", "stream_options", "wayfinder_tuning"};
    return value == "null" || std::find(names.begin(), names.end(), key) != names.end();
}

} // namespace

std::optional<fingerprint> fingerprint_of(simdjson::ondemand::document& request, bool strict,
                                          json::canonical_digest& digest)
{
    simdjson::ondemand::object members;
    request.rewind();
    if (request.get_object().get(members) || !is_cacheable(members, strict)) return std::nullopt;
    request.rewind();
    if (request.get_object().get(members)) return std::nullopt;
    return digest.of(members, is_no_part);
}

} // namespace wayfinder::wire::openai
