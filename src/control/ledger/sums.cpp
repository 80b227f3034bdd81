#include "control/ledger/sums.hpp"

namespace wayfinder::control {

ledger_sums& ledger_sums::operator+=(ledger_sums const& more)
{
    for (auto const& column : sum_columns) this->*column.value = sum(this->*column.value, more.*column.value);
    return *this;
}

ledger_sums sums_of(ledger_entry const& entry)
{
    bool const failed = entry.outcome == outcome::failed;
    bool const request = !is_beside(entry.outcome);
    auto const from = [&](wire::usage_source source) {
        return request && !failed && entry.source == source ? 1 : 0;
    };
    return {.requests = request ? 1 : 0,
            .cached = entry.outcome == outcome::cached ? 1 : 0,
            .estimated = from(wire::usage_source::estimated),
            .zero = from(wire::usage_source::zero),
            .missing = from(wire::usage_source::missing),
            .failed = failed ? 1 : 0,
            .prompt_tokens = whole(entry.tokens.prompt),
            .cached_prompt_tokens = whole(entry.tokens.cached_prompt),
            .completion_tokens = whole(entry.tokens.completion),
            .realized = entry.realized,
            .baseline = entry.baseline,
            .cache_saved = entry.cache_saved};
}

} // namespace wayfinder::control
