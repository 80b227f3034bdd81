#include "gateway/call_limit.hpp"

#include "gateway/upstream_refusal.hpp"

namespace wayfinder::gateway {

call_limit limit_of(request_context const& context)
{
    auto const chosen = context.plan->find(context.chosen.model);
    auto const patience = chosen->settings->timeouts.total;
    auto const wished = context.wishes.timeout;
    if (wished && *wished < patience) return {context.began + *wished, timeout_header};
    return {context.began + patience, "timeouts.total"};
}

} // namespace wayfinder::gateway
