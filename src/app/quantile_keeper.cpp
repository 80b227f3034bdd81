#include "app/quantile_keeper.hpp"

#include <utility>
#include <variant>

namespace wayfinder::app {

void quantile_keeper::adopt(config::snapshot const& config, control::quantile_book& book)
{
    auto const* by_skill = std::get_if<skill::policy>(&config.routing.policy);
    used_ = by_skill != nullptr;
    if (!used_) return;
    book.adopt(*by_skill);
    if (std::exchange(file_, config.quantiles.file) == config.quantiles.file) return;
    if (auto const problem = book.load(file_); !problem.empty())
        log_.warning(problem + "; traffic shares start from the shipped table");
}

void quantile_keeper::save(control::quantile_book& book)
{
    if (!used_ || !writes_) return;
    auto problem = book.save(file_);
    if (!problem.empty() && problem != told_) log_.warning(problem);
    told_ = std::move(problem);
}

} // namespace wayfinder::app
