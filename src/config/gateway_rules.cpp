#include "config/gateway_rules.hpp"

#include "config/base_url.hpp"
#include "config/budget_rules.hpp"
#include "config/command_words.hpp"
#include "config/key_rules.hpp"
#include "config/listening_reader.hpp"
#include "config/metadata_hosts.hpp"
#include "config/model_names.hpp"
#include "config/remedy.hpp"
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
        : gateway_{&gateway}, names_{gateway}, directory_{&directory}, report_{&findings}
    {}

    void check()
    {
        if (auto const* models = table_at(*gateway_, "models"))
            for (auto const& item : in_file_order(*models))
                if (auto const* model = item.value->as_table()) check_model(item, *model);
        check_rate_limit(*gateway_, "gateway", *report_);
        check_prices(*gateway_, *report_);
        check_keys(*gateway_, names_, *report_);
        check_listening(*gateway_, *directory_, *report_);
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
        check_metadata(model, path);
        check_ca_file(model, path);
        check_key_command(model, path);
        check_fallbacks(model, path, item.name());
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

    /// What the name resolves to is checked again at each connection.
    void check_metadata(toml::table const& model, std::string const& path)
    {
        auto const url = parse_base_url(text_at(model, "base_url").value_or(""));
        if (!url || !is_metadata_host(url->host) || (*gateway_)["allow_metadata_hosts"].value_or(false))
            return;
        report_->error(
            place_of(*model.get("base_url")),
            '\'' + path + ".base_url' leads to " + in_quotes(url->host) +
                ", a link-local address or a cloud's metadata service, which gives out credentials; "
                "if a model is really there, set gateway.allow_metadata_hosts = true");
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

    /// Other models.
    void check_fallbacks(toml::table const& model, std::string const& path, std::string_view self)
    {
        auto const* list = array_at(model, "fallbacks");
        if (list == nullptr) return;
        for (auto const& item : *list) {
            auto const name = item.value_exact<std::string_view>();
            if (!name || name->empty()) continue;
            auto const subject = '\'' + path + ".fallbacks' ";
            if (*name == self)
                report_->error(place_of(item), subject + "must not name the model itself; remove it");
            else if (!names_.has(*name))
                report_->error(place_of(item),
                               subject + "names unknown model " + in_quotes(*name) + names_.hint(*name));
        }
    }

    toml::table const* gateway_;
    model_names names_;
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
