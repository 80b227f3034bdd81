// From a TOML file to a snapshot: all errors at once, each with its position and a remedy.
#pragma once

#include "config/snapshot.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace wayfinder::config {

/// One finding about the file. Lines and columns count from 1; 0 means the file as a whole.
struct diagnostic {
    std::string file;
    std::size_t line{};
    std::size_t column{};
    std::string message; ///< names the key and the remedy
    bool dead_end{};     ///< a notice: requests routed this way are refused

    /// `file:line:column: message`, the format of compilers and editors.
    [[nodiscard]] std::string to_string() const;
};

struct load_result {
    std::shared_ptr<snapshot const> config; ///< null exactly when there are errors
    std::vector<diagnostic> errors;
    std::vector<diagnostic> notices; ///< what loads but has no effect
    std::string source;              ///< the bytes read; empty if the file could not be read
    /// Files that the document names; together with `source` they determine the result.
    std::vector<std::filesystem::path> mentions;
};

/// Reads an environment variable; nullopt if it is unset. Injected so that tests need no environment.
using environment = std::function<std::optional<std::string>(std::string const&)>;

/// `wayfinder-router.toml` in the directory or its nearest ancestor; nullopt if there is none.
std::optional<std::filesystem::path> find_config_file(std::filesystem::path const& start);

/// Parses a document. `file` is used in messages and kept in the snapshot.
load_result load_text(std::string_view toml, std::filesystem::path const& file, environment const& env);

/// Reads and parses a file; an unreadable file is an error, not an exception.
load_result load_file(std::filesystem::path const& file, environment const& env);

/// Without a file: the defaults (binary local/cloud at 0.5, no models), still subject to the environment.
load_result load_defaults(environment const& env);

} // namespace wayfinder::config
