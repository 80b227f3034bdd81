#include "bench/quality/own_labels.hpp"

#include <wayfinder/skill/learn.hpp>

#include <algorithm>
#include <random>

namespace wayfinder::quality {
namespace {

using positions = std::vector<std::size_t>;

skill::learned_weights weights_from(std::vector<row> const& train, positions const& chosen)
{
    std::vector<skill::example> examples;
    for (auto const at : chosen) examples.push_back({train[at].text, train[at].gain});
    return skill::learn(examples);
}

double apgr_of(std::vector<row> const& test, positions const& at, skill::learned_weights const* learned)
{
    std::vector<ranked> prompts;
    for (auto const each : at)
        prompts.push_back({skill::explain(test[each].text, learned).score, test[each].gain});
    return apgr(std::move(prompts));
}

/// Draws without replacement, with its own shuffle, since the standard library's varies.
positions drawn(positions from, std::size_t count, std::mt19937_64& random)
{
    for (std::size_t i = 0; i < count; ++i) std::swap(from[i], from[i + random() % (from.size() - i)]);
    from.resize(count);
    return from;
}

} // namespace

std::vector<own_result> learn_from_own(std::vector<row> const& train, std::vector<row> const& test,
                                       std::size_t labels, int draws)
{
    std::vector<own_result> results;
    auto const test_by = positions_by(test, &row::source);
    auto const worth = worth_by_source(test, scores(test.size()));
    for (auto const& [source, all] : positions_by(train, &row::source)) {
        auto const tested = test_by.find(source);
        if (all.size() < labels || tested == test_by.end() || !worth.contains(source)) continue;
        own_result made{source, labels, apgr_of(test, tested->second, nullptr), 0, 1};
        std::mt19937_64 random{42};
        for (int draw = 0; draw < draws; ++draw) {
            auto const learned = weights_from(train, drawn(all, labels, random));
            double const here = apgr_of(test, tested->second, &learned);
            made.learned += here / draws;
            made.worst = std::min(made.worst, here - made.by_default);
        }
        results.push_back(made);
    }
    return results;
}

scores learn_from_each(std::vector<row> const& train, std::vector<row> const& test)
{
    auto const train_by = positions_by(train, &row::source);
    scores made(test.size());
    for (auto const& [source, tested] : positions_by(test, &row::source)) {
        auto const taught = train_by.find(source);
        if (taught == train_by.end()) continue;
        auto const learned = weights_from(train, taught->second);
        for (auto const at : tested) made[at] = skill::explain(test[at].text, &learned).score;
    }
    return made;
}

scores learn_from_all(std::vector<row> const& train, std::vector<row> const& test)
{
    positions all(train.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    auto const learned = weights_from(train, all);
    scores made;
    for (auto const& each : test) made.push_back(skill::explain(each.text, &learned).score);
    return made;
}

} // namespace wayfinder::quality
