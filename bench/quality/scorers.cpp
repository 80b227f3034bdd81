#include "bench/quality/scorers.hpp"

#include <wayfinder/decision.hpp>
#include <wayfinder/skill/score.hpp>

namespace wayfinder::quality {
namespace {

double by_skill(std::string_view text)
{
    return skill::explain(text).score;
}

double by_hash(std::string_view text)
{
    std::uint64_t hash = 14695981039346656037U;
    for (char const c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return static_cast<double>(hash >> 11);
}

double by_words(std::string_view text)
{
    static lexicon const terms;
    return static_cast<double>(extract_features(text, terms)[feature::word_count]);
}

double by_structure(std::string_view text)
{
    static router const reference;
    return reference.decide(text).score;
}

double by_recipe(std::string_view text)
{
    static router const reference = [] {
        router made;
        made.weights[feature::reasoning_term_count] = 5.0;
        made.weights[feature::math_symbol_count] = 3.0;
        made.weights[feature::constraint_term_count] = 1.5;
        return made;
    }();
    return reference.decide(text).score;
}

} // namespace

std::vector<scorer> const& all_scorers()
{
    static std::vector<scorer> const all{{"skill", by_skill},
                                         {"random", by_hash},
                                         {"word count", by_words},
                                         {"reference, structural", by_structure},
                                         {"reference, lexical recipe", by_recipe}};
    return all;
}

scores scores_of(std::vector<row> const& rows, scorer const& by)
{
    scores made;
    made.reserve(rows.size());
    for (auto const& each : rows) made.push_back(by.score(each.text));
    return made;
}

} // namespace wayfinder::quality
