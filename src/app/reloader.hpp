// Keeps the active configuration equal to its file, as long as the file is usable.
#pragma once

#include "app/file_watch.hpp"
#include "app/secrets/key_ring.hpp"
#include "config/load.hpp"
#include "gateway/live_config.hpp"
#include "telemetry/log.hpp"
#include "telemetry/reload_metrics.hpp"
#include "wire/sha256.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace wayfinder::app {

/// Where the configuration comes from.
struct configuration_source {
    std::function<config::load_result()> load;
    config::environment env;
    std::optional<std::filesystem::path> file; ///< the one that is read; none if the defaults apply
};

/// All or nothing: an unusable file changes nothing except the status. Everything runs on the control thread.
class reloader {
public:
    /// Receives what to act on. Its `runtime` is a different one only if the configuration has changed.
    using publisher = std::function<void(gateway::live_config const&)>;

    reloader(net::asio::io_context& context, configuration_source source, telemetry::metrics& metrics,
             telemetry::log log, publisher publish);

    /// Activates what was loaded once the commands for its keys have ended, and watches the file from then
    /// on. Until a configuration is active, problems are thrown as std::runtime_error, here or out of the
    /// context's run.
    void begin(config::load_result loaded);

    /// Reads the file again on request.
    void reload() { check(reason::asked); }

private:
    /// The inputs of a runtime_config: equal ones make an equal one.
    struct ingredients {
        wire::sha256 source;
        std::vector<std::pair<std::filesystem::path, wire::sha256>> mentions; ///< with their contents
        std::map<std::string, config::secret> keys;

        friend bool operator==(ingredients const&, ingredients const&) = default;
    };
    /// The file and the files that it mentions, as last read.
    struct sight {
        ingredients seen;
        std::string error; ///< why that cannot be loaded

        friend bool operator==(sight const&, sight const&) = default;
    };
    enum class reason : unsigned char { asked, noticed };

    void open_watch();
    void watch(std::vector<std::filesystem::path> mentions);
    void check(reason why);
    void consider(config::load_result loaded, reason why);
    void settle(config::load_result const& loaded, ingredients used, reason why);
    void adopt(config::load_result const& loaded, ingredients used);
    void announce(gateway::live_config const& now, config::load_result const& loaded) const;
    void keep_former(std::string const& error);
    void leave_as_it_is(reason why);

    net::asio::io_context& context_;
    configuration_source source_;
    telemetry::log log_;
    telemetry::reload_metrics metrics_;
    publisher publish_;
    key_ring keys_;
    std::optional<file_watch> watch_;
    bool watch_complained_{};
    sight last_;
    ingredients in_force_; ///< what live_.runtime was made of
    gateway::live_config live_;
};

} // namespace wayfinder::app
