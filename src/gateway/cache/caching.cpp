#include "gateway/cache/caching.hpp"

#include "gateway/routing/escalation.hpp"
#include "gateway/upstream/call_limit.hpp"
#include "net/handoff.hpp"
#include "wire/http1/grammar.hpp"
#include "wire/openai/replay.hpp"

#include <algorithm>

namespace wayfinder::gateway {
namespace {

namespace asio = net::asio;
using clock = control::response_cache::clock;

/// Whether a Cache-Control field has this directive, ignoring case.
bool says(std::string_view field, std::string_view directive)
{
    bool said = false;
    wire::http1::each_element(
        field, [&](std::string_view each) { said = said || wire::http1::same_word(each, directive); });
    return said;
}

} // namespace

void caching::consider(wire::openai::chat_request_reader& reader)
{
    auto const& settings = context_.settings().cache;
    auto const wish = context_.incoming.header("cache-control");
    if (!settings.enabled || context_.overrides.debug || says(wish, "no-store")) return;
    fingerprint_ = reader.request_fingerprint(settings.strict);
    fresh_only_ = says(wish, "no-cache");
}

std::optional<control::cache_key> caching::key() const
{
    auto const* to = fingerprint_ ? context_.runtime->find(context_.chosen.model) : nullptr;
    if (to == nullptr) return std::nullopt;
    bool const shared = context_.settings().cache.shared;
    auto const& at = to->upstreams.front();
    // A cascade may reject what a caller that named the model accepts: separate entries.
    auto const next = escalation_of(context_);
    auto const dearer = next ? std::string_view{context_.settings().models[*next].name} : std::string_view{};
    return control::key_of({shared ? std::string_view{} : context_.caller->id(), at.address,
                            at.settings->upstream_model, dearer, *fingerprint_});
}

control::shared_answer caching::lookup()
{
    looked_at_ = context_.chosen.model;
    key_ = key();
    if (!key_) return nullptr;
    context_.cache_state = "miss";
    if (fresh_only_) return nullptr;
    auto found = cache_.find(*key_, clock::now());
    leader_.reset();
    follower_.reset();
    if (auto* lead = std::get_if<control::response_cache::leader>(&found)) leader_ = std::move(*lead);
    if (auto* follow = std::get_if<control::follower>(&found)) follower_ = std::move(*follow);
    auto* const answer = std::get_if<control::shared_answer>(&found);
    if (answer == nullptr || lacks_usage(**answer)) return nullptr;
    context_.cache_state = "hit";
    return std::move(*answer);
}

asio::awaitable<control::shared_answer> caching::await_answer(asio::io_context& worker, net::heartbeat& beat)
{
    // A budget may have moved the request to another model and so to another cache entry.
    control::shared_answer found;
    if (moved()) found = lookup();
    while (!found && follower_) {
        net::handoff<control::flight_result> landed{worker};
        follower_->wait(landed.giver());
        auto const limit = limit_of(context_);
        auto const heard = co_await landed.wait_for(beat, context_.out.client_socket(), limit.latest);
        follower_.reset();
        if (!heard.value) {
            client_left_ = heard.why == net::lapse::peer_gone;
            out_of_time_ = !client_left_;
            break;
        }
        found = heard.value->look_again ? lookup() : heard.value->answer;
        if (found && lacks_usage(*found)) found.reset();
    }
    if (found) context_.cache_state = "hit";
    co_return found;
}

/// A stream must report its usage, which the stored answer lacks.
bool caching::lacks_usage(control::cached_answer const& stored) const
{
    bool const exact =
        stored.source == wire::usage_source::reported || stored.source == wire::usage_source::zero;
    bool const known = stored.form.event_stream ? stored.form.usage_chunk.end > 0 : exact;
    return context_.chat.stream && context_.chat.wants_usage && !known;
}

std::size_t caching::copy_limit() const
{
    return key_ ? context_.settings().cache.max_bytes : 0;
}

void caching::publish(upstream_response& from, wire::openai::answer_usage const& used)
{
    if (!key_) return;
    auto const* const copy = from.status() == 200 ? from.copy() : nullptr;
    auto form = std::optional<wire::openai::stored_form>{};
    if (copy != nullptr && copy->size() <= copy_limit()) {
        if (from.is_event_stream())
            form = wire::openai::examine(*copy, true);
        else if (used.is_plain)
            form.emplace();
    }
    if (!form) return decline();
    control::cached_answer answer;
    answer.body = from.take_copy();
    answer.content_type = from.content_type();
    answer.form = *form;
    answer.model = context_.chosen.model;
    answer.tokens = used.counts;
    answer.source = used.source;
    if (leader_)
        leader_->publish(std::move(answer), clock::now());
    else
        cache_.store(*key_, std::move(answer), clock::now());
    leader_.reset();
}

void caching::decline()
{
    if (leader_) leader_->decline();
    leader_.reset();
}

void caching::forgo()
{
    decline();
    key_.reset();
}

} // namespace wayfinder::gateway
