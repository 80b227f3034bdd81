#include "cli/doctor/upstreams.hpp"

#include "app/web_call.hpp"

namespace wayfinder::cli {
namespace {

using net::upstream_error;

struct model_endpoint {
    gateway::target const* model;
    gateway::upstream const* where;
};

std::vector<model_endpoint> endpoints_of(gateway::runtime_config const& runtime)
{
    std::vector<model_endpoint> all;
    for (auto const& model : runtime.targets())
        for (auto const& each : model.upstreams) all.push_back({&model, &each});
    return all;
}

std::string name_of(model_endpoint const& at)
{
    return at.model->settings->name + " (" + at.where->settings->base_url + ")";
}

config::secret request_to(gateway::upstream const& where)
{
    if (!where.probe_request.empty()) return where.probe_request;
    auto const body = "{" + where.model.member + R"("messages":[],"max_tokens":1})";
    auto request = where.head;
    request.append(std::to_string(body.size()) + "\r\n\r\n" + body);
    return request;
}

std::string remedy_for(upstream_error what)
{
    switch (what) {
    case upstream_error::name_not_found:
        return "the host name does not resolve: check its spelling in base_url, the network and DNS, and "
               "whether it needs a VPN or a proxy";
    case upstream_error::connect_failed:
        return "check the host in base_url, whether the server is running, and firewalls on the way";
    case upstream_error::tls_failed:
        return "check that it is an https server whose certificate this machine trusts; ca_file names "
               "other authorities";
    case upstream_error::timed_out:
        return "no answer in time: look for a firewall or a proxy, or raise --timeout";
    default:
        return "what answers there is not a usable HTTP server; check base_url";
    }
}

std::string name_of_key(gateway::upstream const& where)
{
    return where.settings->api_key_env ? "the key in " + *where.settings->api_key_env
                                       : std::string{"it; set api_key_env for a key"};
}

finding judge(model_endpoint const& at, app::web_reply const& reply)
{
    finding found{"upstream", name_of(at), verdict::bad, {}};
    if (reply.failure) {
        found.detail = std::string{net::code(reply.failure.what)};
        if (!reply.failure.detail.empty()) found.detail += ": " + reply.failure.detail;
        found.remedy = remedy_for(reply.failure.what);
        return found;
    }
    found.latency = reply.took;
    auto const status = reply.status;
    found.detail = "answers " + std::to_string(status);
    if (status == 401 || status == 403) {
        found.remedy = "the upstream does not accept " + name_of_key(*at.where);
    } else if (status == 404) {
        found.remedy = at.where->probe_request.empty()
                           ? "no such path or no such model there; check base_url and model = \"" +
                                 at.where->settings->upstream_model + "\""
                           : "no such path there; check base_url and probe";
    } else if (status == 429) {
        found.state = verdict::doubtful;
        found.remedy = "reached, but over its limits or without credit";
    } else if (status >= 500) {
        found.state = status == 500 ? verdict::doubtful : verdict::bad;
        found.remedy = "reached, but it reports an error; check the upstream";
    } else if (status >= 300 && status < 400) {
        found.remedy = "it redirects, which the gateway does not follow; check base_url";
    } else {
        found.state = verdict::good;
        found.detail = "reached";
    }
    return found;
}

} // namespace

findings diagnose_keys(gateway::runtime_config const& runtime)
{
    findings all;
    for (auto const& each : endpoints_of(runtime)) {
        auto const& settings = *each.where->settings;
        auto const& model = each.model->settings->name;
        if (!settings.api_key_env) continue;
        auto const& variable = *settings.api_key_env;
        if (!each.where->key_missing)
            all.push_back({"key", model, verdict::good, variable + " is available"});
        else if (settings.api_key_cmd)
            all.push_back({"key", model, verdict::bad, "its api_key_cmd produced no key",
                           "run the command by hand, or export " + variable + "=..."});
        else
            all.push_back(
                {"key", model, verdict::bad, variable + " is not set", "export " + variable + "=..."});
    }
    return all;
}

upstream_findings diagnose_upstreams(gateway::runtime_config const& runtime,
                                     std::chrono::milliseconds patience, progress_listener const& on_progress)
{
    upstream_findings found;
    std::vector<model_endpoint> called;
    std::vector<app::web_request> requests;
    for (auto const& each : endpoints_of(runtime)) {
        if (each.where->builtin_echo) {
            found.all.push_back({"upstream", each.model->settings->name, verdict::good, "built in"});
            continue;
        }
        called.push_back(each);
        requests.push_back({each.where->peer, request_to(*each.where)});
    }
    auto const replies =
        app::call_all(requests, patience, runtime.config().gateway.allow_metadata_hosts, on_progress);
    for (std::size_t i = 0; i < called.size(); ++i) {
        found.all.push_back(judge(called[i], replies[i]));
        if (!replies[i].date.empty()) found.dates.push_back(replies[i].date);
    }
    return found;
}

} // namespace wayfinder::cli
