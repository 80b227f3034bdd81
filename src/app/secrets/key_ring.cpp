#include "app/secrets/key_ring.hpp"

#include "config/validation/text_checks.hpp"
#include "config/values/command_words.hpp"
#include "gateway/upstream/upstream_key.hpp"

#include <algorithm>
#include <utility>

namespace wayfinder::app {
namespace {

bool is_set(config::environment const& env, std::string const& variable)
{
    auto const value = env(variable);
    return value && !gateway::trimmed_key(*value).empty();
}

} // namespace

key_ring::key_ring(net::asio::io_context& context, config::environment env, telemetry::log log,
                   std::chrono::milliseconds patience)
    : context_{context}, env_{std::move(env)}, log_{log}, patience_{patience}
{}

void key_ring::fetch(std::vector<config::model> const& models, std::function<void()> settled)
{
    wishes_ = wishes_of(models);
    settled_ = std::move(settled);
    std::erase_if(found_, [this](auto const& each) { return !wanted(each.first); });
    std::erase_if(running_, [this](auto const& each) { return !wanted(each.first); });
    for (auto const& each : wishes_)
        if (!found_.contains(each.from) && !running_.contains(each.from)) run(each);
    if (running_.empty())
        std::exchange(settled_, nullptr)();
    else
        log_.info("waiting for " + std::to_string(running_.size()) + " api_key_cmd");
}

std::map<std::string, config::secret> key_ring::keys() const
{
    std::map<std::string, config::secret> result;
    for (auto const& each : wishes_)
        if (auto const key = found_.find(each.from); key != found_.end())
            result.try_emplace(each.from.variable, key->second);
    return result;
}

config::environment key_ring::environment() const
{
    return [env = env_, keys = keys()](std::string const& variable) -> std::optional<std::string> {
        auto const key = keys.find(variable);
        if (key == keys.end() || is_set(env, variable)) return env(variable);
        return std::string{key->second.view()};
    };
}

std::vector<key_ring::wish> key_ring::wishes_of(std::vector<config::model> const& models) const
{
    std::vector<wish> result;
    for (auto const& model : models)
        for (auto const& at : model.endpoints) {
            bool const needless = at.base_url == config::builtin_echo;
            if (!at.api_key_cmd || !at.api_key_env || needless || is_set(env_, *at.api_key_env)) continue;
            source from{*at.api_key_env, *at.api_key_cmd, at.api_key_shell};
            auto const same = [&](wish const& other) { return other.from == from; };
            if (std::none_of(result.begin(), result.end(), same))
                result.push_back({std::move(from), model.name});
        }
    return result;
}

bool key_ring::wanted(source const& from) const
{
    return std::any_of(wishes_.begin(), wishes_.end(), [&](wish const& each) { return each.from == from; });
}

void key_ring::run(wish const& wanted)
{
    auto argv = wanted.from.shell ? std::vector<std::string>{"/bin/sh", "-c", wanted.from.command}
                                  : config::split_command(wanted.from.command).words;
    running_[wanted.from] =
        key_command::start(context_, std::move(argv), patience_,
                           [this, wanted](key_outcome outcome) { take(wanted, std::move(outcome)); });
}

void key_ring::take(wish const& wanted, key_outcome outcome)
{
    running_.erase(wanted.from);
    if (outcome.failure.empty())
        found_[wanted.from] = std::move(outcome.key);
    else
        log_.warning("model " + wanted.model + ": api_key_cmd " + outcome.failure +
                     "; requests go upstream without a key");
    if (running_.empty() && settled_) std::exchange(settled_, nullptr)();
}

} // namespace wayfinder::app
