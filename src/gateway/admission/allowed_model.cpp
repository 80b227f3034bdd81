#include "gateway/admission/allowed_model.hpp"

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
    if (std::holds_alternative<classifier_policy>(config.routing.policy)) return allowed.first_by_name();
    // Models are in ascending order: the last allowed one before the choice is the nearest below.
    auto const models = models_of(config.routing.policy);
    auto const at = std::find(models.begin(), models.end(), chosen);
    std::string_view below;
    std::string_view above;
    for (auto each = models.begin(); each != models.end(); ++each) {
        if (!allowed.has(*each)) continue;
        if (at != models.end() && each < at) below = *each;
        if ((at == models.end() || each > at) && above.empty()) above = *each;
    }
    if (!below.empty()) return below;
    return above.empty() ? allowed.first_by_name() : above;
}

} // namespace wayfinder::gateway
