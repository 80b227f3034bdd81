#include "gateway/allowed_model.hpp"

#include <algorithm>

namespace wayfinder::gateway {
namespace {

class allowlist {
public:
    allowlist(std::vector<config::model> const& models, std::vector<bool> const& may_use)
        : models_{models}, may_use_{may_use}
    {}

    [[nodiscard]] bool has(std::string_view name) const
    {
        for (std::size_t i = 0; i < models_.size(); ++i)
            if (models_[i].name == name) return may_use_[i];
        return false;
    }

    [[nodiscard]] std::string_view first_by_name() const
    {
        std::string_view first;
        for (std::size_t i = 0; i < models_.size(); ++i)
            if (may_use_[i] && (first.empty() || models_[i].name < first)) first = models_[i].name;
        return first;
    }

private:
    std::vector<config::model> const& models_;
    std::vector<bool> const& may_use_;
};

} // namespace

std::string_view nearest_allowed(std::string_view chosen, config::snapshot const& config,
                                 std::vector<bool> const& may_use)
{
    if (std::all_of(may_use.begin(), may_use.end(), [](bool each) { return each; })) return chosen;
    allowlist const allowed{config.gateway.models, may_use};
    if (allowed.has(chosen)) return chosen;
    auto const* ladder = std::get_if<tiers_policy>(&config.routing.policy);
    if (ladder == nullptr) return allowed.first_by_name();
    // Tiers stand in ascending order: the last allowed one before the choice is the nearest below.
    auto const& tiers = ladder->tiers;
    auto const at =
        std::find_if(tiers.begin(), tiers.end(), [&](auto const& each) { return each.model == chosen; });
    std::string_view below;
    std::string_view above;
    for (auto each = tiers.begin(); each != tiers.end(); ++each) {
        if (!allowed.has(each->model)) continue;
        if (at != tiers.end() && each < at) below = each->model;
        if ((at == tiers.end() || each > at) && above.empty()) above = each->model;
    }
    if (!below.empty()) return below;
    return above.empty() ? allowed.first_by_name() : above;
}

} // namespace wayfinder::gateway
