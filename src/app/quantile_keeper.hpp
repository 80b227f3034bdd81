// The distribution of scores, kept over restarts.
#pragma once

#include "config/snapshot.hpp"
#include "control/quantile_book.hpp"
#include "telemetry/log.hpp"

#include <filesystem>
#include <string>

namespace wayfinder::app {

/// Loads and saves the file if routing is by skill; otherwise does nothing.
class quantile_keeper {
public:
    /// `writes`: false in a dry run, which loads but never saves.
    quantile_keeper(telemetry::log log, bool writes) : log_{log}, writes_{writes} {}

    /// New weights reset the distribution; a new file name loads that file.
    void adopt(config::snapshot const& config, control::quantile_book& book);
    /// A problem is logged once until it changes.
    void save(control::quantile_book& book);

private:
    telemetry::log log_;
    bool writes_;
    bool used_{};                ///< by the active configuration
    std::filesystem::path file_; ///< the last one that was read; empty: none yet
    std::string told_;
};

} // namespace wayfinder::app
