#include "app/reloader.hpp"

#include "config/validation/dead_ends.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

namespace wayfinder::app {
namespace {

/// A digest of the content, which may itself be a private key. Empty for anything but a regular file: reading
/// a pipe would block.
wire::sha256 content_of(std::filesystem::path const& file)
{
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed)) return {};
    std::ifstream stream{file, std::ios::binary};
    std::string content{std::istreambuf_iterator<char>{stream}, {}};
    auto const digest = wire::sha256_of(content);
    config::wipe(content);
    return digest;
}

/// All of them as one log line.
std::string in_one_line(std::vector<config::diagnostic> const& errors)
{
    std::string text;
    for (auto const& error : errors) text += (text.empty() ? "" : "; ") + error.to_string();
    auto const breaks = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
    std::replace_if(text.begin(), text.end(), breaks, ' ');
    return text;
}

/// Why a file that loads would break what works now; empty if it would not.
std::string breakage(config::snapshot const& former, config::load_result const& loaded)
{
    if (!config::breaks_routes(former, *loaded.config)) return {};
    std::vector<config::diagnostic> dead;
    for (auto const& each : loaded.notices)
        if (each.dead_end) dead.push_back(each);
    return in_one_line(dead) + "; fix it, or restart to apply it anyway";
}

} // namespace

reloader::reloader(net::asio::io_context& context, configuration_source source, telemetry::metrics& metrics,
                   telemetry::log log, publisher publish)
    : context_{context},
      source_{std::move(source)},
      log_{log},
      metrics_{metrics},
      publish_{std::move(publish)},
      keys_{context, source_.env, log}
{}

void reloader::begin(config::load_result loaded)
{
    open_watch();
    watch(loaded.mentions);
    // The file was not watched since it was read.
    bool const changed = watch_ && content_of(*source_.file) != wire::sha256_of(loaded.source);
    consider(std::move(loaded), reason::asked);
    if (changed) net::asio::post(context_, [this] { check(reason::noticed); });
}

void reloader::open_watch()
{
    std::error_code failed;
    if (!source_.file) return;
    if (!std::filesystem::is_regular_file(*source_.file, failed)) { // a pipe delivers its content only once
        log_.info("the configuration is not a regular file and is not watched; send SIGHUP to reload it");
        return;
    }
    try {
        watch_.emplace(context_, [this] { check(reason::noticed); });
    } catch (std::system_error const& error) {
        log_.warning(std::string{"the configuration is not watched, send SIGHUP to reload it: "} +
                     error.what());
    }
}

void reloader::watch(std::vector<std::filesystem::path> mentions)
{
    if (!watch_) return;
    mentions.push_back(*source_.file);
    auto const trouble = watch_->follow(std::move(mentions));
    if (trouble.empty() || std::exchange(watch_complained_, true)) return;
    log_.warning("some changes of the configuration will not be noticed, send SIGHUP to reload it: " +
                 trouble);
}

void reloader::check(reason why)
{
    try {
        consider(source_.load(), why);
    } catch (std::exception const& error) {
        if (!live_.runtime) throw;
        keep_former(error.what());
    }
}

void reloader::consider(config::load_result loaded, reason why)
{
    watch(loaded.mentions); // before they are read, so that no change is missed
    sight now{{wire::sha256_of(loaded.source), {}, {}}, in_one_line(loaded.errors)};
    bool const emptied = loaded.source.find_first_not_of(" \t\r\n") == std::string::npos;
    config::wipe(loaded.source);
    for (auto const& file : loaded.mentions) now.seen.mentions.emplace_back(file, content_of(file));
    if (why == reason::noticed && now == last_) return;
    last_ = now;
    if (live_.runtime && loaded.config && source_.file && emptied) {
        last_.error = source_.file->string() + " is empty";
        return keep_former(last_.error);
    }
    if (!loaded.config) return keep_former(now.error);
    if (live_.runtime) last_.error = breakage(live_.runtime->config(), loaded);
    if (!last_.error.empty()) return keep_former(last_.error);
    auto const config = loaded.config;
    keys_.fetch(config->gateway.models, [this, loaded = std::move(loaded), used = std::move(now.seen), why] {
        settle(loaded, used, why);
    });
}

/// Called when the commands have ended, successfully or not.
void reloader::settle(config::load_result const& loaded, ingredients used, reason why)
{
    used.keys = keys_.keys();
    if (!live_.runtime) return adopt(loaded, std::move(used));
    if (used == in_force_) return leave_as_it_is(why);
    try {
        adopt(loaded, std::move(used));
    } catch (std::exception const& error) {
        keep_former(error.what());
    }
}

void reloader::adopt(config::load_result const& loaded, ingredients used)
{
    auto next = live_;
    next.runtime = std::make_shared<gateway::runtime_config const>(loaded.config, keys_.environment());
    next.terms = net::make_connection_terms(loaded.config->gateway.listening);
    ++next.generation;
    next.loaded_at = std::chrono::system_clock::now();
    next.error = last_.error; // the file may have been broken while the commands ran
    bool const first = !live_.runtime;
    if (first) announce(next, loaded); // before the addresses that it listens on
    metrics_.adopted(next.generation, next.loaded_at); // whoever is served by it can see it there
    metrics_.last_reload(next.error.empty());
    try {
        publish_(next);
    } catch (...) {
        if (!first) metrics_.adopted(live_.generation, live_.loaded_at);
        throw;
    }
    live_ = std::move(next);
    in_force_ = std::move(used);
    if (!first) announce(live_, loaded);
}

void reloader::announce(gateway::live_config const& now, config::load_result const& loaded) const
{
    auto const& file = now.runtime->config().file;
    auto const what = file.empty() ? std::string{"no wayfinder-router.toml found, using defaults"}
                                   : "configuration " + file.string();
    if (now.generation == 1)
        log_.info("wayfinder-router " WAYFINDER_VERSION ", " + what);
    else
        log_.info("reloaded: " + what + ", generation " + std::to_string(now.generation));
    for (auto const& target : now.runtime->targets())
        for (auto const& each : target.upstreams)
            if (each.key_missing && !each.settings->api_key_cmd)
                log_.warning("model " + target.settings->name + ": " + *each.settings->api_key_env +
                             " is not set; requests go upstream without a key");
    for (auto const& notice : loaded.notices) log_.warning(notice.to_string());
}

void reloader::keep_former(std::string const& error)
{
    log_.error("the configuration was not reloaded; the previous one stays active: " + error);
    metrics_.failed();
    live_.error = error;
    if (live_.runtime) publish_(live_);
}

/// What was loaded is already active.
void reloader::leave_as_it_is(reason why)
{
    if (!last_.error.empty()) return; // broken again in the meantime
    if (!live_.error.empty()) {
        live_.error.clear();
        metrics_.last_reload(true);
        log_.info("the configuration file matches the active configuration again");
        publish_(live_);
    } else if (why == reason::asked) {
        log_.info("the configuration has not changed");
    }
}

} // namespace wayfinder::app
