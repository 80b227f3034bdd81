#include "config/validation/upstream_rules.hpp"

#include "config/validation/gateway_rules.hpp"
#include "config/validation/remedy.hpp"
#include "config/validation/text_checks.hpp"
#include "config/values/ascii_case.hpp"
#include "config/values/command_words.hpp"

#include <tuple>
#include <vector>

namespace wayfinder::config {

namespace {

class upstream_rules {
public:
    upstream_rules(toml::table const& model, std::string path, std::filesystem::path const& directory,
                   report& findings)
        : model_{&model}, path_{std::move(path)}, directory_{&directory}, report_{&findings}
    {}

    void check(place where)
    {
        auto const endpoints = entry_at(*model_, "endpoints");
        if (!endpoints)
            check_own_address(where);
        else
            check_endpoints(*endpoints);
        check_echo_delay(endpoints.has_value());
        check_table(*model_, path_);
    }

private:
    static constexpr std::string_view section_{"gateway.models.*"};

    void missing(place where, std::string const& path, std::string_view key, std::string_view must_be)
    {
        report_->error(where, '\'' + dotted(path, key) + "' is missing: it must be " + std::string{must_be});
    }

    [[nodiscard]] bool has(toml::table const& table, std::string_view section, std::string_view key) const
    {
        return table.contains(key) || is_misspelt_in(table, section, key); // reported already, with remedy
    }

    void check_own_address(place where)
    {
        if (!has(*model_, section_, "base_url"))
            missing(where, path_, "base_url", "an http or https URL, or \"builtin:echo\"");
        if (text_at(*model_, "base_url") != builtin_echo && !has(*model_, section_, "model"))
            missing(where, path_, "model", id_);
    }

    void check_endpoints(entry const& endpoints)
    {
        if (model_->contains("base_url"))
            report_->error(endpoints.value_where(), '\'' + path_ + ".endpoints' replaces '" + path_ +
                                                        ".base_url'; move that address to an endpoint");
        auto const* list = endpoints.value->as_array();
        if (list == nullptr) return;
        for (std::size_t i = 0; i < list->size(); ++i)
            if (auto const* table = (*list)[i].as_table()) {
                auto const path = path_ + ".endpoints[" + std::to_string(i) + ']';
                check_endpoint(*table, path);
                check_twin(*list, i, path);
            }
    }

    void check_endpoint(toml::table const& endpoint, std::string const& path)
    {
        if (!has(endpoint, "gateway.models.*.endpoints", "model") && !has(*model_, section_, "model"))
            missing(place_of(endpoint), path, "model", id_);
        check_table(endpoint, path);
    }

    /// An endpoint's own headers replace those of the model. A value that is not a list is reported
    /// elsewhere.
    [[nodiscard]] bool has_same_headers(toml::table const& a, toml::table const& b) const
    {
        toml::array const none;
        auto const list_of = [&](toml::table const& table) {
            auto const* own = table.get("headers");
            auto const* value = own != nullptr ? own : model_->get("headers");
            return value == nullptr ? &none : value->as_array();
        };
        auto const* left = list_of(a);
        auto const* right = list_of(b);
        return left != nullptr && right != nullptr && *left == *right;
    }

    /// Two endpoints that an upstream cannot tell apart are one with a greater weight.
    void check_twin(toml::array const& all, std::size_t which, std::string const& path)
    {
        auto const seen = [&](toml::node const& node, std::string_view key) {
            auto const* table = node.as_table();
            auto const own = table == nullptr ? std::nullopt : text_at(*table, key);
            return own ? own : text_at(*model_, key);
        };
        auto const& mine = all[which];
        for (std::size_t i = 0; i < which; ++i) {
            if (!all[i].is_table() || !seen(mine, "base_url")) continue;
            bool same = has_same_headers(*mine.as_table(), *all[i].as_table());
            for (auto const* key : {"base_url", "model", "api_key_env", "query"})
                same = same && seen(all[i], key) == seen(mine, key);
            if (!same) continue;
            report_->error(place_of(mine), '\'' + path + "' is the same as '" + path_ + ".endpoints[" +
                                               std::to_string(i) + "]'; give that one a greater weight");
            return;
        }
    }

    void check_echo_delay(bool has_endpoints)
    {
        auto const delay = entry_at(*model_, "echo_delay");
        auto const url = text_at(*model_, "base_url");
        if (delay && (url || has_endpoints) && url != builtin_echo)
            report_->error(delay->where(), '\'' + path_ +
                                               ".echo_delay' is for base_url = \"builtin:echo\" only; "
                                               "remove it");
    }

    /// Checks that apply to a model's own table and to an endpoint's.
    void check_table(toml::table const& table, std::string const& path)
    {
        auto const url = text_at(table, "base_url");
        if (url && (url->ends_with("/chat/completions") || url->ends_with("/chat/completions/")))
            report_->notice(place_of(*table.get("base_url")),
                            '\'' + path +
                                ".base_url' ends in /chat/completions, which the gateway adds itself; "
                                "leave it out");
        check_ca_file(table, path);
        check_key_command(table, path);
        check_key_header(table, path);
        check_headers(table, path);
    }

    /// Reports a key of the table that is for the key in `api_key_env` if there is none.
    void check_key_variable(toml::table const& table, std::string const& path, entry const& item,
                            std::string_view purpose)
    {
        if (table.contains("api_key_env")) return;
        report_->error(item.where(), '\'' + dotted(path, item.name()) + "' needs '" + path +
                                         ".api_key_env', the variable that " + std::string{purpose});
    }

    void check_key_header(toml::table const& table, std::string const& path)
    {
        if (auto const header = entry_at(table, "api_key_header"))
            check_key_variable(table, path, *header, "holds the key");
    }

    /// The header that carries the key must not be sent a second time. An endpoint that inherits both the
    /// key and the headers is checked as part of its model.
    void check_headers(toml::table const& table, std::string const& path)
    {
        bool const own_key = table.contains("api_key_env");
        bool const own_headers = table.contains("headers");
        if (!own_key && !own_headers) return;
        auto const name = text_at(own_key ? table : *model_, "api_key_header");
        auto const* lines = array_at(own_headers ? table : *model_, "headers");
        if (!name || lines == nullptr) return;
        for (std::size_t i = 0; i < lines->size(); ++i) {
            auto const line = (*lines)[i].value_exact<std::string_view>();
            if (!line || check_header_line(*line)) continue;
            auto const sent = line->substr(0, line->find(':'));
            if (!same_ignoring_case(sent, *name)) continue;
            report_->error(place_of((*lines)[i]),
                           '\'' + (own_headers ? path : path_) + ".headers[" + std::to_string(i) +
                               "]' must be a header other than " + std::string{sent} + ", which '" +
                               (own_key ? path : path_) + ".api_key_header' sends with the key");
        }
    }

    void check_key_command(toml::table const& table, std::string const& path)
    {
        auto const key = '\'' + path + ".api_key_cmd' ";
        auto const command = entry_at(table, "api_key_cmd");
        auto const shell = entry_at(table, "api_key_shell");
        if (shell && !command)
            report_->error(shell->where(), '\'' + path + ".api_key_shell' is for 'api_key_cmd'; remove it");
        if (!command) return;
        check_key_variable(table, path, *command, "it fills");
        auto const text = text_at(table, "api_key_cmd");
        if (!text || check_command(*text) || (shell && shell->value->value_exact<bool>().value_or(true)))
            return;
        auto const split = split_command(*text);
        if (!split.problem.empty())
            report_->error(command->value_where(), key + "cannot be split into words: " + split.problem);
        else if (!split.shell_only.empty())
            report_->notice(command->value_where(),
                            key + "has " + in_quotes(split.shell_only) +
                                " outside quotes, but no shell runs it; set api_key_shell = true to use one");
    }

    void check_ca_file(toml::table const& table, std::string const& path)
    {
        auto const file = text_at(table, "ca_file");
        if (!file || file->empty()) return;
        auto const where = place_of(*table.get("ca_file"));
        auto const url = text_at(table, "base_url");
        if (url && !url->starts_with("https://"))
            report_->notice(where, '\'' + path + ".ca_file' has no effect: base_url is not https");
        report_->mention(resolved(*directory_, *file));
        std::error_code failed;
        if (!std::filesystem::is_regular_file(resolved(*directory_, *file), failed))
            report_->error(where, '\'' + path + ".ca_file' must be a PEM file, found none at " +
                                      in_quotes(resolved(*directory_, *file).string()));
    }

    static constexpr std::string_view id_{"a non-empty string, the model's id at the upstream"};

    toml::table const* model_;
    std::string path_;
    std::filesystem::path const* directory_;
    report* report_;
};

} // namespace

void check_upstreams(entry const& item, toml::table const& model, std::filesystem::path const& directory,
                     report& findings)
{
    upstream_rules{model, dotted("gateway.models", item.name()), directory, findings}.check(item.where());
}

} // namespace wayfinder::config
