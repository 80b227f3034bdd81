#include "gateway/runtime_config.hpp"

#include "config/values/base_url.hpp"
#include "gateway/upstream/upstream_key.hpp"
#include "net/tls.hpp"

#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <stdexcept>

namespace wayfinder::gateway {
namespace {

using trust_by_file = std::map<std::string, std::shared_ptr<boost::asio::ssl::context>>;

/// One trust context per file, so that its models share connections.
std::shared_ptr<boost::asio::ssl::context> trust_for(config::model const& model, config::endpoint const& at,
                                                     trust_by_file& known)
{
    auto& trust = known[at.ca_file.value_or("")];
    if (trust) return trust;
    try {
        trust = net::make_client_trust(at.ca_file);
    } catch (boost::system::system_error const& error) {
        throw std::runtime_error{"gateway.models." + model.name + ".ca_file: cannot use '" +
                                 at.ca_file.value_or("the system's certificates") + "': " + error.what()};
    }
    return trust;
}

/// Identifies what a connection was verified against, so that replacing a file invalidates the old file's
/// connections.
std::string trust_identity(config::endpoint const& at)
{
    if (!at.ca_file) return "system";
    std::ifstream file{*at.ca_file, std::ios::binary};
    std::string const content{std::istreambuf_iterator<char>{file}, {}};
    return *at.ca_file + "#" + std::to_string(std::hash<std::string>{}(content));
}

config::secret from_environment(config::environment const& env, std::string const& variable)
{
    auto value = env(variable).value_or("");
    config::secret kept{trimmed_key(value)};
    config::wipe(value);
    return kept;
}

config::secret read_key(config::model const& model, config::endpoint const& at,
                        config::environment const& env)
{
    if (!at.api_key_env) return {};
    auto key = from_environment(env, *at.api_key_env);
    if (!is_sendable_key(key.view()))
        throw std::runtime_error{"gateway.models." + model.name + ".api_key_env: the value of " +
                                 *at.api_key_env + " has characters that are not allowed in an HTTP header"};
    return key;
}

/// A path appended to `base_url`, which may have its own query.
std::string target_of(config::base_url const& url, std::string_view path, std::string const& query)
{
    auto target = url.path + std::string{path};
    if (!query.empty()) target += (path.find('?') == path.npos ? '?' : '&') + query;
    return target;
}

/// Without the blank line.
config::secret request_head(std::string const& method_and_target, config::base_url const& url,
                            config::endpoint const& at, config::secret const& key)
{
    config::secret head{method_and_target + " HTTP/1.1\r\nHost: " + url.authority() +
                        "\r\nUser-Agent: wayfinder-router/" WAYFINDER_VERSION
                        "\r\nAccept-Encoding: identity\r\n"};
    for (auto const& each : at.headers) head.append(each + "\r\n");
    if (key.empty()) return head;
    head.append(at.api_key_header ? *at.api_key_header + ": " : "Authorization: Bearer ");
    head.append(key.view());
    head.append("\r\n");
    return head;
}

upstream make_upstream(config::model const& model, config::endpoint const& at, config::environment const& env,
                       trust_by_file& trusts)
{
    upstream made{at};
    made.builtin_echo = at.base_url == "builtin:echo";
    made.peer.identity = at.base_url;
    if (made.builtin_echo) return made;
    auto const url = config::parse_base_url(at.base_url);
    if (!url)
        throw std::runtime_error{"gateway.models." + model.name + ".base_url is not an http(s) address"};
    auto const key = read_key(model, at, env);
    made.key_missing = at.api_key_env && key.empty();
    made.credential = redaction{key.view()};
    made.head = request_head("POST " + target_of(*url, "/chat/completions", at.query), *url, at, key);
    made.head.append("Content-Type: application/json\r\nContent-Length: ");
    if (at.probe) {
        made.probe_request = request_head("GET " + target_of(*url, *at.probe, at.query), *url, at, key);
        made.probe_request.append("\r\n");
    }
    made.peer = {url->host, url->port, url->tls ? trust_for(model, at, trusts) : nullptr, ""};
    made.peer.identity =
        (url->tls ? "https://" + trust_identity(at) + "//" : "http://") + url->host + ":" + url->port;
    return made;
}

target make_target(config::model const& model, config::environment const& env, trust_by_file& trusts)
{
    target made{&model, {}};
    made.upstreams.reserve(model.endpoints.size());
    for (auto const& at : model.endpoints) made.upstreams.push_back(make_upstream(model, at, env, trusts));
    return made;
}

} // namespace

runtime_config::runtime_config(std::shared_ptr<config::snapshot const> snapshot,
                               config::environment const& env)
    : snapshot_{std::move(snapshot)},
      feedback_token_{from_environment(env, "WAYFINDER_ROUTER_FEEDBACK_TOKEN")}
{
    collector_ = make_trace_collector(snapshot_->gateway, env);
    trust_by_file trusts;
    auto const& models = snapshot_->gateway.models;
    targets_.reserve(models.size());
    for (auto const& model : models) {
        has_windows_ = has_windows_ || model.context_window.has_value();
        by_name_.emplace(model.name, targets_.size());
        targets_.push_back(make_target(model, env, trusts));
    }
}

target const* runtime_config::find(std::string_view model) const
{
    auto const index = index_of(model);
    return index ? &targets_[*index] : nullptr;
}

std::optional<std::size_t> runtime_config::index_of(std::string_view model) const
{
    auto const found = by_name_.find(model);
    return found == by_name_.end() ? std::nullopt : std::optional{found->second};
}

} // namespace wayfinder::gateway
