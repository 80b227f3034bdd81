#include "delivery/balance.hpp"

namespace wayfinder::delivery {
namespace {

/// Compares the fractions by cross-multiplication, so that ties are exact.
bool less_busy(candidate const& a, candidate const& b)
{
    return a.in_flight * b.weight < b.in_flight * a.weight;
}

} // namespace

std::optional<std::size_t> pick(std::span<candidate const> among, std::size_t turn)
{
    candidate const* least = nullptr;
    for (auto const& each : among)
        if (each.usable && (least == nullptr || less_busy(each, *least))) least = &each;
    if (least == nullptr) return std::nullopt;

    auto const tied = [&](candidate const& each) { return each.usable && !less_busy(*least, each); };
    std::size_t weights = 0;
    for (auto const& each : among)
        if (tied(each)) weights += each.weight;
    auto left = turn % weights;
    for (std::size_t i = 0; i < among.size(); ++i) {
        if (!tied(among[i])) continue;
        if (left < among[i].weight) return i;
        left -= among[i].weight;
    }
    return std::nullopt;
}

} // namespace wayfinder::delivery
