#include "config/skill_routing.hpp"

#include "config/learned_file.hpp"
#include "config/values/number.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace wayfinder::config {

namespace {

constexpr double default_dear_share = 0.3;

/// Keys that can set the cuts; the first one present does.
constexpr std::array<std::string_view, 3> cut_keys{"dear_share", "threshold", "quality_bias"};

double number_of(toml::table const& table, std::string_view name, double otherwise)
{
    auto const* value = table.get(name);
    return value == nullptr ? otherwise : as_number(*value).value_or(otherwise);
}

/// `dear_share` as written: one share or several.
std::vector<double> written_shares(toml::node const& value)
{
    std::vector<double> shares;
    if (auto const* list = value.as_array()) {
        for (auto const& each : *list) shares.push_back(as_number(each).value_or(0.0));
    } else if (auto const share = as_number(value)) {
        shares.push_back(*share);
    }
    return shares;
}

/// With two models one share decides; with more it is the dial between cost and quality.
std::vector<double> shares_of(toml::table const& routing, std::size_t models, std::optional<double> threshold)
{
    auto const decider = skill_cut_key(routing);
    if (decider == "threshold") {
        auto const cut = threshold.value_or(number_of(routing, decider, 0.5));
        return skill::shares_of_bias(1.0 - cut, models);
    }
    auto const* value = routing.get(decider);
    auto shares = value == nullptr ? std::vector{default_dear_share} : written_shares(*value);
    return shares.size() == 1 ? skill::shares_of_bias(shares.front(), models) : shares;
}

void check_models(toml::table const& routing, report& findings)
{
    auto const models = skill_models(routing);
    auto const* listed = array_at(routing, "models");
    auto const where = listed != nullptr ? place_of(*listed) : entry_at(routing, "policy")->where();
    if (models.size() < 2)
        findings.error(where, "'routing.policy' skill needs at least 2 models, in 'routing.models' or in "
                              "[[routing.tiers]], found " +
                                  std::to_string(models.size()));
    if (std::set<std::string>{models.begin(), models.end()}.size() != models.size())
        findings.error(where, "'routing.models' must be distinct names");
}

void check_shares(toml::table const& routing, report& findings)
{
    auto const given = entry_at(routing, "dear_share");
    if (!given) return;
    auto const shares = written_shares(*given->value);
    auto const models = skill_models(routing).size();
    if (shares.size() != 1 && shares.size() + 1 != models)
        findings.error(given->value_where(),
                       "'routing.dear_share' must be one share, or one for each model but the "
                       "cheapest, found " +
                           std::to_string(shares.size()) + " for " + std::to_string(models) + " models");
    if (!std::is_sorted(shares.rbegin(), shares.rend()))
        findings.error(given->value_where(), "'routing.dear_share' must not increase: each share is for its "
                                             "model and all more expensive ones");
}

/// Only one of these keys can set the cuts.
void check_rivals(toml::table const& routing, report& findings)
{
    std::string first;
    for (auto const name : cut_keys) {
        auto const given = entry_at(routing, name);
        if (!given) continue;
        if (first.empty())
            first = name;
        else
            findings.notice(given->where(), "'routing." + std::string{name} + "' has no effect: 'routing." +
                                                first + "' decides");
    }
    if (auto const classifier = entry_at(routing, "classifier"))
        findings.notice(classifier->where(), "'routing.classifier' has no effect: 'routing.policy' decides");
}

/// Keys that have no effect without another one.
void check_idle(toml::table const& routing, report& findings)
{
    auto const idle = [&](std::string_view name, std::string const& without) {
        if (auto const given = entry_at(routing, name))
            findings.notice(given->where(),
                            "'routing." + std::string{name} + "' has no effect without " + without);
    };
    if (!routes_by_skill(routing)) {
        for (auto const* name : {"models", "dear_share", "quality_bias", "quantiles", "quantiles_file",
                                 "abstain_band", "on_abstain", "explore", "learned"})
            idle(name, "'routing.policy' = \"skill\"");
        return;
    }
    if (number_of(routing, "abstain_band", 0.0) <= 0) idle("on_abstain", "a 'routing.abstain_band' above 0");
}

learned_file_contents checked_learned_file(toml::table const& routing, std::filesystem::path const& directory,
                                           report& findings)
{
    auto const name = text_at(routing, "learned");
    if (!name) return nullptr;
    auto const file = directory / *name;
    findings.mention(file);
    auto read = load_learned(file);
    if (auto const* wrong = std::get_if<std::string>(&read)) {
        findings.error(entry_at(routing, "learned")->value_where(),
                       "'routing.learned': " + file.string() + ' ' + *wrong);
        return nullptr;
    }
    return std::make_shared<skill::learned_weights const>(std::get<skill::artifact>(std::move(read)).what);
}

skill::abstention abstention_named(std::string_view wish)
{
    using skill::abstention;
    for (auto const each : {abstention::cheap, abstention::dear, abstention::cascade})
        if (name(each) == wish) return each;
    return abstention::as_scored;
}

} // namespace

bool routes_by_skill(toml::table const& routing)
{
    return text_at(routing, "policy") == "skill";
}

std::vector<std::string> skill_models(toml::table const& routing)
{
    std::vector<std::string> models;
    if (auto const* listed = array_at(routing, "models")) {
        for (auto const& each : *listed) models.push_back(each.value_or(std::string{}));
        return models;
    }
    auto const* tiers = array_at(routing, "tiers");
    if (tiers == nullptr) return {"local", "cloud"};
    std::vector<std::pair<double, std::string>> rungs;
    for (auto const& each : *tiers)
        if (auto const* tier = each.as_table())
            rungs.emplace_back(number_of(*tier, "min_score", 0.0), text_at(*tier, "model").value_or(""));
    std::stable_sort(rungs.begin(), rungs.end(),
                     [](auto const& a, auto const& b) { return a.first < b.first; });
    for (auto& [score, model] : rungs) models.push_back(std::move(model));
    return models;
}

std::string_view skill_cut_key(toml::table const& routing)
{
    auto const found = std::find_if(cut_keys.begin(), cut_keys.end(),
                                    [&](std::string_view name) { return routing.contains(name); });
    return found == cut_keys.end() ? cut_keys.front() : *found;
}

learned_file_contents check_skill(toml::table const& routing, std::filesystem::path const& directory,
                                  report& findings)
{
    check_idle(routing, findings);
    if (!routes_by_skill(routing)) return nullptr;
    check_models(routing, findings);
    check_shares(routing, findings);
    check_rivals(routing, findings);
    return checked_learned_file(routing, directory, findings);
}

skill::policy read_skill(toml::table const& routing, learned_file_contents learned,
                         std::optional<double> threshold)
{
    skill::policy made;
    made.models = skill_models(routing);
    made.dear_shares = shares_of(routing, made.models.size(), threshold);
    made.fixed = skill_cut_key(routing) == "threshold";
    made.abstain_band = number_of(routing, "abstain_band", 0.0);
    if (auto const wish = text_at(routing, "on_abstain")) made.on_abstain = abstention_named(*wish);
    made.explore = number_of(routing, "explore", 0.0);
    made.learned = std::move(learned);
    return made;
}

} // namespace wayfinder::config
