#include "config/validation/key_rules.hpp"

#include "config/validation/budget_rules.hpp"
#include "config/validation/suggestion.hpp"
#include "config/values/glob.hpp"
#include "config/values/sha256_text.hpp"

#include <map>
#include <set>

namespace wayfinder::config {

namespace {

class key_rules {
public:
    key_rules(toml::table const& gateway, model_names const& models, report& findings)
        : gateway_{&gateway}, models_{&models}, report_{&findings}
    {}

    void check()
    {
        if (auto const keys = entry_at(*gateway_, "keys"); keys && keys->value->is_table()) {
            auto const& table = *keys->value->as_table();
            if (table.empty())
                report_->notice(keys->where(), "'gateway.keys' has no key: the gateway is open to everyone "
                                               "who can reach it");
            for (auto const& item : in_file_order(table))
                if (auto const* key = item.value->as_table())
                    check_key(*key, dotted("gateway.keys", item.name()));
        }
        if (auto const* tags = table_at(*gateway_, "tags"))
            for (auto const& item : in_file_order(*tags))
                if (auto const* tag = item.value->as_table()) check_tag(item, *tag);
    }

private:
    void check_key(toml::table const& key, std::string const& path)
    {
        for (auto const* const name : {"hash", "next_hash"}) check_hash(key, name, dotted(path, name));
        check_tags_of(key, path);
        check_models_of(key, path);
        check_rate_limit(key, path, *report_);
    }

    void check_hash(toml::table const& key, std::string_view name, std::string const& path)
    {
        auto const text = text_at(key, name);
        auto const hash = text ? parse_sha256(*text) : std::nullopt;
        if (!hash) return;
        auto const [first, is_new] = bearers_.try_emplace(*hash, path);
        if (!is_new)
            report_->error(place_of(*key.get(name)), '\'' + path + "' is the same as '" + first->second +
                                                         "'; every hash must belong to a different token");
    }

    void check_tags_of(toml::table const& key, std::string const& path)
    {
        auto const* list = array_at(key, "tags");
        if (list == nullptr) return;
        std::set<std::string_view> seen;
        for (auto const& item : *list) {
            auto const tag = item.value_exact<std::string_view>();
            if (tag && !seen.insert(*tag).second)
                report_->error(place_of(item),
                               '\'' + path + ".tags' has " + in_quotes(*tag) + " twice; remove one");
        }
        borne_.merge(seen);
    }

    void check_models_of(toml::table const& key, std::string const& path)
    {
        auto const* list = array_at(key, "models");
        if (list == nullptr) return;
        for (auto const& item : *list) {
            auto const name = item.value_exact<std::string_view>();
            if (!name || name->empty() || models_->has_match(*name)) continue;
            auto const what =
                is_pattern(*name) ? "has a pattern that matches no model, " : "names unknown model ";
            report_->error(place_of(item),
                           '\'' + path + ".models' " + what + in_quotes(*name) + models_->hint(*name));
        }
    }

    void check_tag(entry const& item, toml::table const& tag)
    {
        auto const path = dotted("gateway.tags", item.name());
        check_rate_limit(tag, path, *report_);
        if (!borne_.contains(item.name())) {
            auto const meant = nearest(item.name(), {borne_.begin(), borne_.end()});
            report_->notice(item.where(), '\'' + path + "' has no effect: no key has this tag" +
                                              (meant ? "; did you mean " + in_quotes(*meant) + '?' : ""));
        } else if (!tag.contains("budget") && !tag.contains("rate_limit")) {
            report_->notice(item.where(),
                            '\'' + path + "' has no effect: it has neither a budget nor a rate_limit");
        }
    }

    toml::table const* gateway_;
    model_names const* models_;
    report* report_;
    std::map<sha256, std::string> bearers_; ///< where each hash was seen first
    std::set<std::string_view> borne_;      ///< the tags of all keys
};

} // namespace

void check_keys(toml::table const& gateway, model_names const& models, report& findings)
{
    key_rules{gateway, models, findings}.check();
}

} // namespace wayfinder::config
