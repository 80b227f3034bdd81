// The upstream keys that come from commands.
#pragma once

#include "app/key_command.hpp"
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

/// Runs the commands side by side and keeps what they gave, in memory and nowhere else. A variable that is
/// set wins: its command does not even run.
class key_ring {
public:
    key_ring(net::asio::io_context& context, config::environment env, telemetry::log log,
             std::chrono::milliseconds patience = std::chrono::seconds{30});

    /// Runs the commands of these models that have not given a key yet, and calls `settled` when none is
    /// running: at once, if there is nothing to run. A call before that takes the place of the former one;
    /// commands that it asks for too go on, others are killed.
    void fetch(std::vector<config::model> const& models, std::function<void()> settled);

    /// By variable. Where several commands fill one, the first in file order that succeeded.
    [[nodiscard]] std::map<std::string, config::secret> keys() const;

    /// The environment, and the keys for the variables that are unset or blank there.
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
    std::vector<wish> wishes_; ///< in file order, no source twice
    std::map<source, config::secret> found_;
    std::map<source, std::shared_ptr<key_command>> running_;
    std::function<void()> settled_;
};

} // namespace wayfinder::app
