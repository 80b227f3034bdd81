// Keeps the configuration in force equal to its file, as long as the file can be used.
#pragma once

#include "app/file_watch.hpp"
#include "app/key_ring.hpp"
#include "config/load.hpp"
#include "gateway/standing.hpp"
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
    std::optional<std::filesystem::path> file; ///< the one that is read; none when the defaults hold
};

/// All or nothing: a file that cannot be used changes nothing but what is said of it. Everything happens on
/// the control thread.
class reloader {
public:
    /// Gets a standing to act on. Its plan is another one than before only when the configuration has
    /// changed.
    using publisher = std::function<void(gateway::standing const&)>;

    reloader(net::asio::io_context& context, configuration_source source, telemetry::metrics& metrics,
             telemetry::log log, publisher publish);

    /// Puts in force what was loaded, once the commands for its keys have ended, and watches the file from
    /// now on. While nothing is in force, what is wrong is thrown as std::runtime_error, here or out of the
    /// context's run.
    void begin(config::load_result loaded);

    /// Reads the file again, because somebody asks for it.
    void reload() { check(reason::asked); }

private:
    /// What a deployment is made of: equal ones make equal deployments.
    struct ingredients {
        wire::sha256 source;
        std::vector<std::pair<std::filesystem::path, wire::sha256>> mentions; ///< with what is in them
        std::map<std::string, config::secret> keys;

        friend bool operator==(ingredients const&, ingredients const&) = default;
    };
    /// What the file and those that it mentions were like when they were last read.
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
    void announce(config::load_result const& loaded) const;
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
    ingredients in_force_; ///< what standing_.plan was made of
    gateway::standing standing_;
};

} // namespace wayfinder::app
