#include "config/validation/suggestion.hpp"

#include "config/values/ascii_case.hpp"

#include <algorithm>
#include <string>

namespace wayfinder::config {

namespace {

char folded(char c)
{
    return c == '-' ? '_' : ascii_lower(c);
}

std::string folded(std::string_view name)
{
    std::string result{name};
    std::transform(result.begin(), result.end(), result.begin(), [](char c) { return folded(c); });
    return result;
}

/// A third of the longer name may differ; a short name still gets one edit.
std::size_t tolerance(std::size_t longer)
{
    return std::max<std::size_t>(1, longer / 3);
}

/// One contains the other, like `url` and `base_url`, or `connect_timeout` and `connect`.
bool contains_the_other(std::string_view a, std::string_view b)
{
    constexpr std::size_t telling = 3; // shorter parts occur in half of all names
    if (std::min(a.size(), b.size()) < telling) return false;
    return folded(a).find(folded(b)) != std::string::npos || folded(b).find(folded(a)) != std::string::npos;
}

} // namespace

std::size_t edit_distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before(b.size() + 1), previous(b.size() + 1), current(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        current[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            auto const same = folded(a[i - 1]) == folded(b[j - 1]);
            current[j] = std::min({previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (same ? 0U : 1U)});
            auto const swapped = i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) &&
                                 folded(a[i - 2]) == folded(b[j - 1]);
            if (swapped) current[j] = std::min(current[j], before[j - 2] + 1);
        }
        std::swap(before, previous);
        std::swap(previous, current);
    }
    return previous[b.size()];
}

std::optional<std::string_view> nearest_spelling(std::string_view name,
                                                 std::vector<std::string_view> const& candidates)
{
    std::optional<std::string_view> best;
    std::size_t best_distance = 0;
    for (auto const candidate : candidates) {
        auto const longer = std::max(name.size(), candidate.size());
        auto const shorter = std::min(name.size(), candidate.size());
        // A name that is far too long needs no distance matrix, however long it is.
        if (longer - shorter > tolerance(longer)) continue;
        auto const distance = edit_distance(name, candidate);
        if (distance > tolerance(longer) || (best && distance >= best_distance)) continue;
        best = candidate;
        best_distance = distance;
    }
    return best;
}

std::optional<std::string_view> nearest(std::string_view name,
                                        std::vector<std::string_view> const& candidates)
{
    if (auto const meant = nearest_spelling(name, candidates)) return meant;
    auto const related =
        std::find_if(candidates.begin(), candidates.end(),
                     [name](std::string_view candidate) { return contains_the_other(name, candidate); });
    return related == candidates.end() ? std::nullopt : std::optional{*related};
}

} // namespace wayfinder::config
