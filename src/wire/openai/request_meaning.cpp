#include "wire/openai/request_meaning.hpp"

#include "wire/json/canonical.hpp"
#include "wire/json/parser.hpp"
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

struct request_meaning_reader::buffers {
    json::kept_parser parser;
    json::canonical_digest digest;
};

request_meaning_reader::request_meaning_reader() : buffers_{std::make_unique<buffers>()} {}
request_meaning_reader::~request_meaning_reader() = default;

std::optional<fingerprint> request_meaning_reader::read(std::string_view body, bool strict)
{
    simdjson::ondemand::document document;
    simdjson::ondemand::object request;
    if (buffers_->parser.iterate(body).get(document) || document.get_object().get(request))
        return std::nullopt;
    if (!is_cacheable(request, strict)) return std::nullopt;
    document.rewind();
    if (document.get_object().get(request)) return std::nullopt;
    return buffers_->digest.of(request, is_no_part);
}

} // namespace wayfinder::wire::openai
