// Upstream keys that come from commands.
#pragma once

#include "app/secrets/key_command.hpp"
#include "config/load.hpp"
#include "telemetry/log.hpp"

#include <chrono>
#include <compare>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace wayfinder::app {

/// Runs the commands in parallel and keeps their results in memory only. A variable that is set takes
/// precedence: its command is not run.
class key_ring {
public:
    key_ring(net::asio::io_context& context, config::environment env, telemetry::log log,
             std::chrono::milliseconds patience = std::chrono::seconds{30});

    /// Runs the commands of these models that have not provided a key yet, and calls `settled` when none is
    /// running any more: at once if there is nothing to run. A further call before that replaces the previous
    /// one; commands that it also needs continue, others are killed.
    void fetch(std::vector<config::model> const& models, std::function<void()> settled);

    /// By variable. If several commands fill one, the first in file order that succeeded.
    [[nodiscard]] std::map<std::string, config::secret> keys() const;

    /// The environment, plus the keys for variables that are unset or blank there.
    [[nodiscard]] config::environment environment() const;

private:
    struct source {
        std::string variable;
        std::string command;
        bool shell{};

        friend auto operator<=>(source const&, source const&) = default;
    };
    struct wish {
        source from;
        std::string model; ///< the first one, for messages
    };

    [[nodiscard]] std::vector<wish> wishes_of(std::vector<config::model> const& models) const;
    [[nodiscard]] bool wanted(source const& from) const;
    void run(wish const& wanted);
    void take(wish const& wanted, key_outcome outcome);

    net::asio::io_context& context_;
    config::environment env_;
    telemetry::log log_;
    std::chrono::milliseconds patience_;
    std::vector<wish> wishes_; ///< in file order, without duplicates
    std::map<source, config::secret> found_;
    std::map<source, std::shared_ptr<key_command>> running_;
    std::function<void()> settled_;
};

} // namespace wayfinder::app
