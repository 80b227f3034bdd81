#include "gateway/upstream/call_limit.hpp"

namespace wayfinder::gateway {

call_limit limit_of(request_context const& context)
{
    auto const chosen = context.runtime->find(context.chosen.model);
    auto const patience = chosen->settings->timeouts.total;
    auto const wished = context.overrides.timeout;
    if (wished && *wished < patience) return {context.began + *wished, timeout_header};
    return {context.began + patience, "timeouts.total"};
}

bool is_abandoned(net::failure const& failed, call_limit const& limit)
{
    using net::upstream_error;
    if (failed.what == upstream_error::client_gone) return true;
    return failed.what == upstream_error::timed_out && limit.is_the_clients() && limit.is_over();
}

} // namespace wayfinder::gateway
