#include "config/gateway_rules.hpp"

#include "config/command_words.hpp"
#include "config/remedy.hpp"
#include "config/suggestion.hpp"
#include "config/text_checks.hpp"

#include <algorithm>
#include <array>

namespace wayfinder::config {

namespace {

/// What a request's `model` field means before it means a model.
constexpr std::array<std::string_view, 4> directives{"auto", "prefer-local", "prefer-hosted", "prefer-cloud"};

class gateway_rules {
public:
    gateway_rules(toml::table const& gateway, std::filesystem::path const& directory, report& findings)
        : gateway_{&gateway}, models_{table_at(gateway, "models")}, directory_{&directory}, report_{&findings}
    {}

    void check()
    {
        if (models_ != nullptr) {
            for (auto const& item : in_file_order(*models_))
                if (auto const* model = item.value->as_table()) check_model(item, *model);
        }
        if (auto const limit = entry_at(*gateway_, "rate_limit"))
            check_rate_limit(*limit, "gateway.rate_limit");
        if (auto const* keys = table_at(*gateway_, "keys")) {
            for (auto const& item : in_file_order(*keys))
                if (auto const* key = item.value->as_table()) check_key(item, *key);
        }
    }

private:
    void check_model(entry const& item, toml::table const& model)
    {
        auto const path = dotted("gateway.models", item.name());
        if (std::find(directives.begin(), directives.end(), item.name()) != directives.end())
            report_->notice(item.where(), "a request for the model " + in_quotes(item.name()) +
                                              " is read as a directive: '" + path +
                                              "' cannot be asked for by name");
        check_upstream(item, model, path);
        check_ca_file(model, path);
        check_key_command(model, path);
        check_names(model, "fallbacks", path, item.name());
    }

    void check_upstream(entry const& item, toml::table const& model, std::string const& path)
    {
        auto const url = text_at(model, "base_url");
        auto const echo = url == builtin_echo;
        if (!echo && !model.contains("model") && !is_misspelt_in(model, "gateway.models.*", "model"))
            report_->error(item.where(), '\'' + path +
                                             ".model' is missing: it must be a non-empty string, "
                                             "the model's id at the upstream");
        auto const delay = entry_at(model, "echo_delay");
        if (delay && url && !echo)
            report_->error(delay->where(),
                           '\'' + path + ".echo_delay' is for base_url = \"builtin:echo\" only; remove it");
        if (url && (url->ends_with("/chat/completions") || url->ends_with("/chat/completions/")))
            report_->notice(place_of(*model.get("base_url")),
                            '\'' + path +
                                ".base_url' ends in /chat/completions, which the gateway adds itself; "
                                "leave it out");
    }

    void check_key_command(toml::table const& model, std::string const& path)
    {
        auto const key = '\'' + path + ".api_key_cmd' ";
        auto const command = entry_at(model, "api_key_cmd");
        auto const shell = entry_at(model, "api_key_shell");
        if (shell && !command)
            report_->error(shell->where(), '\'' + path + ".api_key_shell' is for 'api_key_cmd'; remove it");
        if (!command) return;
        if (!model.contains("api_key_env"))
            report_->error(command->where(),
                           key + "needs '" + path + ".api_key_env', the variable that it fills");
        auto const text = text_at(model, "api_key_cmd");
        if (!text || check_command(*text) || (shell && shell->value->value_exact<bool>().value_or(true)))
            return;
        auto const split = split_command(*text);
        if (!split.problem.empty())
            report_->error(command->value_where(), key + "cannot be split into words: " + split.problem);
        else if (!split.shell_only.empty())
            report_->notice(command->value_where(),
                            key + "has " + in_quotes(split.shell_only) +
                                " outside quotes that would hide it from a shell, but no shell runs it; "
                                "write api_key_shell = true if one should");
    }

    void check_ca_file(toml::table const& model, std::string const& path)
    {
        auto const file = text_at(model, "ca_file");
        if (!file || file->empty()) return;
        auto const where = place_of(*model.get("ca_file"));
        auto const url = text_at(model, "base_url");
        if (url && !url->starts_with("https://"))
            report_->notice(where, '\'' + path + ".ca_file' has no effect: base_url is not https");
        report_->mention(resolved(*directory_, *file));
        std::error_code failed;
        if (!std::filesystem::is_regular_file(resolved(*directory_, *file), failed))
            report_->error(where, '\'' + path + ".ca_file' must be a PEM file, found none at " +
                                      in_quotes(resolved(*directory_, *file).string()));
    }

    void check_key(entry const& item, toml::table const& key)
    {
        auto const path = dotted("gateway.keys", item.name());
        check_names(key, "models", path, {});
        if (auto const limit = entry_at(key, "rate_limit")) check_rate_limit(*limit, path + ".rate_limit");
    }

    void check_rate_limit(entry const& item, std::string const& path)
    {
        auto const* limit = item.value->as_table();
        if (limit == nullptr || limit->contains("rpm") || limit->contains("tpm")) return;
        report_->error(item.where(), '\'' + path + "' must set 'rpm' or 'tpm' or both");
    }

    /// A list of names of models, none of which may be `self`.
    void check_names(toml::table const& table, std::string_view key, std::string const& parent,
                     std::string_view self)
    {
        auto const* list = array_at(table, key);
        if (list == nullptr) return;
        for (auto const& item : *list) {
            auto const name = item.value_exact<std::string_view>();
            if (!name || name->empty()) continue;
            auto const subject = '\'' + dotted(parent, key) + "' ";
            if (*name == self)
                report_->error(place_of(item), subject + "must not name the model itself; remove it");
            else if (models_ == nullptr || !models_->contains(*name))
                report_->error(place_of(item),
                               subject + "names unknown model " + in_quotes(*name) + hint(*name));
        }
    }

    [[nodiscard]] std::string hint(std::string_view name) const
    {
        std::vector<std::string_view> known;
        if (models_ != nullptr)
            for (auto const& item : in_file_order(*models_)) known.push_back(item.name());
        if (known.empty()) return "; [gateway.models] has none";
        if (auto const meant = nearest(name, known)) return "; did you mean " + in_quotes(*meant) + '?';
        std::string text{"; known are "};
        for (auto const& each : known) text += (&each == &known.front() ? "" : ", ") + in_quotes(each);
        return text;
    }

    toml::table const* gateway_;
    toml::table const* models_; ///< null when there are none
    std::filesystem::path const* directory_;
    report* report_;
};

} // namespace

void check_gateway(toml::table const& document, std::filesystem::path const& directory, report& findings)
{
    if (auto const* gateway = table_at(document, "gateway"))
        gateway_rules{*gateway, directory, findings}.check();
}

std::filesystem::path resolved(std::filesystem::path const& directory, std::string_view file)
{
    return directory / std::filesystem::path{file};
}

} // namespace wayfinder::config
