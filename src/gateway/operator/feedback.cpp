#include "gateway/operator/feedback.hpp"

#include "gateway/admission/identity.hpp"
#include "gateway/media_type.hpp"
#include "gateway/reply.hpp"
#include "net/handoff.hpp"
#include "wire/feedback.hpp"

#include <openssl/crypto.h>

#include <algorithm>

namespace wayfinder::gateway {
namespace {

namespace asio = net::asio;

/// Constant time, so that the time does not reveal how much of it is right.
bool is_token(std::string_view given, std::string_view token)
{
    return given.size() == token.size() && CRYPTO_memcmp(given.data(), token.data(), token.size()) == 0;
}

/// The feedback token is accepted, and so is a virtual key; if neither is configured, nothing is required.
optional_rejection refuse_unauthorized(request_context& context, control::source_limiter& limiter)
{
    auto const token = context.runtime->feedback_token();
    if (!token.empty() && is_token(bearer_token(context.incoming), token)) return std::nullopt;
    if (token.empty() || context.callers->asks_for_keys()) return identify(context, limiter);
    rejection refused{401, unauthorized,
                      "Feedback needs the token of WAYFINDER_ROUTER_FEEDBACK_TOKEN: send it as "
                      "'Authorization: Bearer <token>'.",
                      "unauthorized"};
    refused.authenticate = true;
    return refused;
}

optional_rejection check_label(std::string const& label, runtime_config const& runtime)
{
    constexpr std::size_t longest = 256;
    bool const printable = std::none_of(
        label.begin(), label.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    if (!printable || label.size() > longest || label.find_first_not_of(' ') == label.npos)
        return rejection{
            400, invalid_request,
            "'label' must be a model's name: at most 256 bytes, not blank, without control characters.",
            "bad_label", "label"};
    if (runtime.config().gateway.feedback.any_label || runtime.find(label) != nullptr) return std::nullopt;
    std::string names;
    for (auto const& each : runtime.targets())
        names.append(names.empty() ? "" : ", ").append(each.settings->name);
    return rejection{400, invalid_request,
                     "'label' must be a configured model (" + (names.empty() ? "there is none" : names) +
                         "), not '" + label + "'; gateway.feedback.any_label = true accepts any.",
                     "unknown_label", "label"};
}

/// A virtual key has the prompts of its own requests back, the feedback token those of all.
optional_rejection recall_prompt(wire::feedback& post, request_context const& context,
                                 control_plane const& shared)
{
    auto known = shared.prompts.recall(post.request_id);
    if (known && context.caller != nullptr && context.caller->id() != known->key) known.reset();
    if (known) post.propensity = known->propensity;
    if (!post.text.empty()) return std::nullopt;
    if (known && !known->prompt.empty()) {
        post.text = std::move(known->prompt);
        return std::nullopt;
    }
    return rejection{404, invalid_request,
                     "The prompt of request '" + post.request_id +
                         "' is no longer in memory; send it as 'text', or raise gateway.feedback.remember.",
                     "request_not_remembered", "request_id"};
}

} // namespace

asio::awaitable<void> take_feedback(request_context& context, services const& provided)
{
    auto const& settings = context.settings();
    auto refused = refuse_unauthorized(context, provided.shared.unauthorized_limiter);
    auto read = wire::read_feedback(context.incoming.body, settings.limits.max_json_depth);
    if (auto* why = std::get_if<wire::unreadable_feedback>(&read); why != nullptr && !refused)
        refused = rejection{400, invalid_request, why->message, why->code, why->param};
    auto* const post = std::get_if<wire::feedback>(&read);
    if (!refused) refused = check_label(post->label, *context.runtime);
    if (!refused) refused = recall_prompt(*post, context, provided.shared);
    if (refused) {
        co_await send(context, std::move(*refused));
        co_return;
    }

    net::handoff<std::string> written{provided.context};
    provided.shared.feedback.append(wire::feedback_line(*post), written.giver());
    auto problem = co_await written.wait();
    if (!problem.empty()) {
        provided.log.error("feedback was lost: " + problem);
        rejection failed{500, "internal_error", "The feedback could not be saved: " + problem + ".",
                         "feedback_not_written"};
        co_await send(context, std::move(failed));
        co_return;
    }
    co_await reply(context, 200, json_type, R"({"ok":true})");
}

} // namespace wayfinder::gateway
