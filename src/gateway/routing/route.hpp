// From directive, headers and conversation to a model: the decision of one request.
#pragma once

#include "config/snapshot.hpp"
#include "gateway/routing/override.hpp"
#include "gateway/routing/request_routing.hpp"
#include "wire/openai/transcript.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace wayfinder::gateway {

/// How the model was chosen; the names are sent to clients.
enum class route_mode : unsigned char {
    scored,
    pinned,
    threshold_override,
    sticky,
    key_scoped,      ///< moved to a model that the virtual key may use
    budget_degraded, ///< moved to a model that the budgets cover
    explored,        ///< drawn from the models that the score did not choose
    requirements,    ///< moved to a model that meets the request's requirements
    session,         ///< the conversation keeps its model
};

inline constexpr std::array<std::string_view, 9> route_mode_names{
    "scored",          "pinned",   "threshold-override", "sticky", "key-scoped",
    "budget-degraded", "explored", "requirements",       "session"};

constexpr std::string_view name(route_mode mode)
{
    return route_mode_names[static_cast<std::size_t>(mode)];
}

struct route {
    std::string_view model; ///< points into the snapshot or the request's routing
    double score{};         ///< of the current turn, whatever the mode
    route_mode mode{route_mode::scored};
    features counts;
    std::optional<skill_verdict> skill; ///< of a skill policy only; of the current turn, whatever the mode
    double propensity{1.0};             ///< the model's probability, if some requests are explored
    std::string_view by_score{};        ///< the model that an explored request would have gone to
};

/// The model that the `model` field names explicitly, by its name or as an end of the ladder.
std::optional<std::string_view> pinned_model(std::string_view directive, config::snapshot const& config);

/// What a client asked and said, as far as routing uses it.
struct route_question {
    std::string_view directive; ///< the `model` field
    request_overrides const& overrides;
    std::string_view tuning; ///< `wayfinder_tuning` as JSON text; empty when absent
    wire::openai::transcript const& conversation;
};

/// Applies the question's changes to `routing`, which starts as configured, and decides. `scored` receives
/// the scored text.
std::variant<route, invalid_override> choose_route(route_question const& asked,
                                                   config::snapshot const& config, request_routing& routing,
                                                   std::string& scored);

} // namespace wayfinder::gateway
