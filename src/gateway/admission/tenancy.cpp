#include "gateway/admission/tenancy.hpp"

#include "control/model_allowlist.hpp"
#include "gateway/routing/route.hpp"

#include <algorithm>

namespace wayfinder::gateway {
namespace {

template <class Rules>
Rules const* rules_or_null(std::optional<Rules> const& rules)
{
    return rules ? &*rules : nullptr;
}

/// What has its own table in the file and is counted under a name.
template <class Table>
control::applied_limit limit_of(Table const& table, control::account& holder)
{
    return {&holder, rules_or_null(table.rate_limit), rules_or_null(table.budget)};
}

} // namespace

tenancy::tenancy(std::shared_ptr<runtime_config const> runtime, control_plane& shared)
    : runtime_{std::move(runtime)},
      calendar_{runtime_->config().gateway.time_zone},
      prices_{runtime_->config()},
      keys_{runtime_->config().gateway.keys}
{
    auto const& settings = runtime_->config().gateway;
    for (auto const& each : runtime_->targets())
        metrics_.push_back(shared.metrics.of_model(each.settings->name, route_mode_names));
    everyone_ = make(nullptr, shared);
    keyed_.reserve(settings.keys.size());
    for (auto const& key : settings.keys) keyed_.push_back(make(&key, shared));
    for (auto const& tag : settings.tags) note_budget(limit_of(tag, shared.accounts.open("tag:" + tag.name)));
    note_budget(everyone_.held.front());
    for (auto const& each : keyed_) note_budget(each.of_key());
}

tenant tenancy::make(config::virtual_key const* key, control_plane& shared)
{
    auto& accounts = shared.accounts;
    auto const& settings = runtime_->config().gateway;
    tenant made;
    made.key = key;
    made.held.push_back(limit_of(settings, accounts.open("gateway")));
    if (key != nullptr) {
        made.held.push_back(limit_of(*key, accounts.open("key:" + key->id)));
        for (auto const& tag : key->tags) {
            auto& holder = accounts.open("tag:" + tag);
            auto const named = [&](config::tag const& each) { return each.name == tag; };
            auto const found = std::find_if(settings.tags.begin(), settings.tags.end(), named);
            made.held.push_back(found == settings.tags.end() ? control::applied_limit{&holder}
                                                             : limit_of(*found, holder));
        }
    }
    for (auto const& model : settings.models)
        made.may_use.push_back(key == nullptr || control::allows(key->models, model.name));
    for (auto const& each : made.held) {
        made.has_budget = made.has_budget || each.budget != nullptr;
        made.counts_tokens = made.counts_tokens || (each.rate != nullptr && each.rate->tpm);
    }
    bool const own = key != nullptr && runtime_->config().quantiles.per_key;
    made.seen = &shared.quantiles.open(own ? "key:" + key->id : "gateway");
    if (runtime_->config().sessions.enabled)
        made.sessions = &shared.sessions.open(key == nullptr ? "gateway" : "key:" + key->id);
    return made;
}

tenant const& tenancy::of(config::virtual_key const& key) const
{
    auto const index = &key - runtime_->config().gateway.keys.data();
    return keyed_[static_cast<std::size_t>(index)];
}

void tenancy::note_budget(control::applied_limit const& held)
{
    if (held.budget != nullptr) budgets_.push_back(held);
}

} // namespace wayfinder::gateway
