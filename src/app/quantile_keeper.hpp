// The distribution of scores, kept over restarts.
#pragma once

#include "config/snapshot.hpp"
#include "control/quantile_book.hpp"
#include "telemetry/log.hpp"

#include <filesystem>
#include <string>

namespace wayfinder::app {

/// Reads and writes the file of a gateway that routes by skill; of any other nothing.
class quantile_keeper {
public:
    /// Who does not write, as in a dry run, begins with what is there.
    quantile_keeper(telemetry::log log, bool writes) : log_{std::move(log)}, writes_{writes} {}

    /// Other weights begin the distribution anew; a file that was not read yet has it.
    void adopt(config::snapshot const& config, control::quantile_book& book);
    /// A problem is told once, until there is another one or none.
    void save(control::quantile_book& book);

private:
    telemetry::log log_;
    bool writes_;
    bool used_{};                ///< by the configuration in force
    std::filesystem::path file_; ///< the last one that was read; empty: none yet
    std::string told_;
};

} // namespace wayfinder::app
