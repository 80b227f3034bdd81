#include "gateway/routing/tuning.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <vector>

namespace wayfinder::gateway {
namespace {

using nlohmann::json;
using complaint = std::optional<invalid_override>;

constexpr std::size_t most_terms = 2000;
constexpr std::size_t largest_tuning = 1U << 20U; ///< reading it blocks the worker

complaint read_weight(std::string const& name, json const& value, weights& by)
{
    auto const which = feature_named(name);
    if (!which) {
        std::string known;
        for (auto const each : all_features)
            known.append(known.empty() ? "" : ", ").append(wayfinder::name(each));
        return "wayfinder_tuning.weights: there is no feature '" + name + "'; the features are " + known +
               ".";
    }
    auto const number = value.is_number() ? value.get<double>() : -1.0;
    if (!std::isfinite(number) || number < 0)
        return "wayfinder_tuning.weights." + name + " must be a number, 0 or more.";
    by[*which] = number;
    return std::nullopt;
}

complaint read_weights(json const& object, weights& by)
{
    if (!object.is_object())
        return "wayfinder_tuning.weights must be an object of feature names and numbers.";
    for (auto const& [name, value] : object.items())
        if (auto why = read_weight(name, value, by)) return why;
    return std::nullopt;
}

std::variant<std::vector<std::string>, invalid_override> read_terms(json const& list, std::string const& name)
{
    auto const is_text = [](json const& each) { return each.is_string(); };
    if (!list.is_array() || !std::all_of(list.begin(), list.end(), is_text))
        return invalid_override{"wayfinder_tuning.lexicon." + name + " must be a list of strings."};
    return list.get<std::vector<std::string>>();
}

complaint read_lexicon(json const& object, lexicon const& base, tuning& made)
{
    if (!object.is_object()) return "wayfinder_tuning.lexicon must be an object.";
    auto terms = base;
    bool replaced = false;
    for (auto const* name : {"reasoning_terms", "constraint_terms"}) {
        auto const member = object.find(name);
        if (member == object.end()) continue;
        auto read = read_terms(*member, name);
        if (auto* why = std::get_if<invalid_override>(&read)) return std::move(*why);
        auto& list = std::get<std::vector<std::string>>(read);
        bool const reasoning = std::string_view{name} == "reasoning_terms";
        reasoning ? terms.set_reasoning_terms(std::move(list)) : terms.set_constraint_terms(std::move(list));
        auto const count = (reasoning ? terms.reasoning_terms() : terms.constraint_terms()).size();
        if (count > most_terms)
            return "wayfinder_tuning.lexicon." + std::string{name} + " has " + std::to_string(count) +
                   " different terms; at most " + std::to_string(most_terms) + " are allowed.";
        replaced = true;
    }
    if (replaced) made.terms = std::move(terms);
    return std::nullopt;
}

} // namespace

std::variant<tuning, invalid_override> read_tuning(std::string_view text, router const& base)
{
    if (text.size() > largest_tuning)
        return invalid_override{"wayfinder_tuning is larger than " + std::to_string(largest_tuning) +
                                " bytes."};
    auto const body = json::parse(text, nullptr, false);
    if (body.is_discarded())
        return invalid_override{"wayfinder_tuning contains a number or an escape that is out of range."};
    tuning made{base.weights, std::nullopt};
    if (body.is_null()) return made;
    if (!body.is_object())
        return invalid_override{"wayfinder_tuning must be an object with \"weights\" and \"lexicon\"."};
    complaint why;
    if (auto const member = body.find("weights"); member != body.end()) why = read_weights(*member, made.by);
    if (auto const member = body.find("lexicon"); !why && member != body.end())
        why = read_lexicon(*member, base.lexicon, made);
    if (!why && !std::isfinite(total(made.by))) why = "wayfinder_tuning.weights: their sum is not finite.";
    if (why) return std::move(*why);
    return made;
}

} // namespace wayfinder::gateway
