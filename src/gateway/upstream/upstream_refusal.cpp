#include "gateway/upstream/upstream_refusal.hpp"

#include "gateway/upstream/retry_after.hpp"

#include <algorithm>
#include <array>

namespace wayfinder::gateway {
namespace {

using delivery::attempt_end;

bool is_about_the_key(unsigned status)
{
    return status >= 401 && status <= 403;
}

bool is_for_the_client(unsigned status)
{
    constexpr std::array<unsigned, 3> to_be_repeated{408, 409, 425};
    bool const passes =
        std::find(to_be_repeated.begin(), to_be_repeated.end(), status) != to_be_repeated.end();
    return status >= 400 && status < 500 && !is_about_the_key(status) && !passes;
}

/// The error type for a status if the upstream names none.
std::string_view type_of(unsigned status)
{
    return status == 429 ? "rate_limit_error" : invalid_request;
}

rejection refuse_key(std::string_view model, unsigned status)
{
    return {502, upstream_failed,
            "The upstream of model '" + std::string{model} +
                "' rejected the gateway's own credential with status " + std::to_string(status) +
                "; the gateway's operator must check the model's api_key_env and account.",
            "upstream_credential_refused"};
}

} // namespace

std::string describe(opening const& found)
{
    if (found.failure) return std::string{net::code(found.failure.what)} + ": " + found.failure.detail;
    auto text = "status " + std::to_string(found.end.status);
    if (!found.problem.empty()) text += ", " + found.problem;
    if (found.said && !is_about_the_key(found.end.status)) text += ": " + found.said->message;
    return text;
}

rejection refuse_opening(std::string_view model, opening const& found)
{
    if (found.failure) return refuse_upstream(model, found.failure);
    auto const subject = "Model '" + std::string{model} + "' ";
    auto const status = found.end.status;
    if (found.end.what != attempt_end::kind::answered)
        return {502, upstream_failed, subject + "failed: " + found.problem + ".", "upstream_bad_answer"};
    if (is_about_the_key(status)) return refuse_key(model, status);
    auto const said = found.said ? found.said->message : std::string{};
    if (is_for_the_client(status)) {
        rejection refused{status, type_of(status),
                          said.empty() ? subject + "answered " + std::to_string(status) + "." : said,
                          "upstream_status"};
        if (found.said) refused.upstream_type = found.said->type;
        if (found.said) refused.upstream_code = found.said->code;
        if (found.end.retry_after) refused.retry_after = whole_seconds(*found.end.retry_after);
        return refused;
    }
    // An error inside an answer came with a different status than it stands for.
    auto const how = found.problem.empty() ? "answered " + std::to_string(status)
                                           : std::string{"sent an error instead of an answer"};
    rejection refused{502, upstream_failed, subject + how + (said.empty() ? "." : ": " + said),
                      "upstream_status"};
    if (found.end.retry_after) refused.retry_after = whole_seconds(*found.end.retry_after);
    return refused;
}

rejection refuse_encoded(std::string_view model)
{
    return {
        502, upstream_failed,
        "Model '" + std::string{model} +
            "' sent a compressed stream, which cannot follow the keep-alive comments already sent; "
            "the gateway asks it not to compress: fix the upstream, or set gateway.stream_keep_alive = 0.",
        "upstream_bad_answer"};
}

rejection refuse_late(std::string_view model, call_limit const& limit)
{
    if (!limit.is_the_clients())
        return refuse_upstream(
            model, {net::upstream_error::timed_out, "no answer within " + std::string{limit.set_by}});
    return {504, "wayfinder_router_timeout",
            "Model '" + std::string{model} + "' did not answer within " + std::string{timeout_header} +
                "; allow more time, or omit the header.",
            "deadline_exceeded"};
}

rejection refuse_open_circuit(std::string_view model, std::chrono::steady_clock::duration wait)
{
    rejection refused{503, "wayfinder_router_circuit_open",
                      "Model '" + std::string{model} +
                          "' and its alternatives have failed too often; retry in " +
                          std::to_string(whole_seconds(wait)) + " seconds.",
                      "circuit_open"};
    refused.retry_after = whole_seconds(wait);
    refused.breaker = "open";
    return refused;
}

rejection refuse_too_long(std::string_view model, std::uint64_t tokens)
{
    return {400, invalid_request,
            "The prompt has about " + std::to_string(tokens) +
                " tokens, more than the context_window of model '" + std::string{model} +
                "' and of its alternatives; shorten it.",
            "context_length_exceeded", "messages"};
}

} // namespace wayfinder::gateway
