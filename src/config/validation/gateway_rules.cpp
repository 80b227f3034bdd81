#include "config/validation/gateway_rules.hpp"

#include "config/delivery.hpp"
#include "config/model_names.hpp"
#include "config/reading/listening_reader.hpp"
#include "config/validation/budget_rules.hpp"
#include "config/validation/key_rules.hpp"
#include "config/validation/metadata_hosts.hpp"
#include "config/validation/upstream_rules.hpp"
#include "config/values/base_url.hpp"
#include "config/values/number.hpp"

#include <algorithm>
#include <array>

namespace wayfinder::config {

namespace {

/// Values of a request's `model` field that are directives rather than models.
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
        if (auto const* traces = table_at(*gateway_, "traces"))
            check_metadata(*traces, "gateway.traces", "endpoint");
        check_backoff();
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
                                              "' cannot be requested by name");
        check_upstreams(item, model, *directory_, *report_);
        check_metadata(model, path);
        if (auto const* endpoints = array_at(model, "endpoints"))
            for (auto const& each : *endpoints)
                if (auto const* endpoint = each.as_table()) check_metadata(*endpoint, path + ".endpoints");
        check_fallbacks(model, path, item.name());
    }

    /// The address that the name resolves to is checked again on each connection.
    void check_metadata(toml::table const& table, std::string const& path, std::string_view key = "base_url")
    {
        auto const url = parse_base_url(text_at(table, key).value_or(""));
        if (!url || !is_metadata_host(url->host) || (*gateway_)["allow_metadata_hosts"].value_or(false))
            return;
        report_->error(
            place_of(*table.get(key)),
            '\'' + dotted(path, key) + "' points to " + in_quotes(url->host) +
                ", a link-local address or a cloud's metadata service, which gives out credentials; "
                "if the service is really there, set gateway.allow_metadata_hosts = true");
    }

    /// Fallbacks must name other models.
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

    void check_backoff()
    {
        auto const* retry = table_at(*gateway_, "retry");
        if (retry == nullptr) return;
        auto const seconds = [&](std::string_view name, std::chrono::milliseconds fallback) {
            auto const* value = retry->get(name);
            return value == nullptr ? std::chrono::duration<double>{fallback}.count()
                                    : as_number(*value).value_or(-1);
        };
        auto const first = seconds("first_backoff", config::retry{}.first_backoff);
        auto const longest = seconds("longest_backoff", config::retry{}.longest_backoff);
        if (longest < 0 || first <= longest) return;
        auto const given =
            entry_at(*retry, retry->contains("first_backoff") ? "first_backoff" : "longest_backoff");
        report_->error(given->value_where(), "'gateway.retry.first_backoff' (" + number_text(first) +
                                                 ") must be at most 'gateway.retry.longest_backoff' (" +
                                                 number_text(longest) + "); change one of them");
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
