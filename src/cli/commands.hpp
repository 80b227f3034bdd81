// One function per command; each returns an exit code.
#pragma once

#include "config/load.hpp"
#include "config/logging.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wayfinder::cli {

inline constexpr char const* program = "wayfinder-router";

struct serve_options {
    std::string config;              ///< empty: search for wayfinder-router.toml from here upwards
    std::vector<std::string> listen; ///< addresses in the form of gateway.listen
    std::optional<std::string> host;
    std::optional<std::uint16_t> port;
    std::string pid_file;
    std::optional<config::access_format> access_log;
    unsigned workers{};
    bool dry_run{};
    std::optional<double> timeout; ///< seconds
};

int serve(serve_options const& options);

struct route_options {
    std::string prompt; ///< a file, or `-`
    std::string config;
    bool json{};
    bool explain{};
    std::optional<double> threshold;
};

int route(route_options const& options);

/// Texts as given on the command line; `calibrate` parses the lists among them.
struct calibrate_options {
    std::string dataset;
    std::string config;
    std::string mode{"threshold"};
    std::string objective{"accuracy"};
    std::string models;  ///< a,b,...
    std::string costs;   ///< a=1,b=2,...
    std::string weights; ///< feature=1,...
    std::string out;
    std::string plot;
    double l2{0.01};
    std::size_t iterations{100};
    std::optional<double> target_savings;
    bool json{};
};

int calibrate(calibrate_options const& options);

struct recalibrate_options {
    calibrate_options fitting; ///< `config` is the file to rewrite; `dataset` and the outputs are unused
    std::string log;           ///< empty: where the configuration puts feedback
    std::size_t min_labels{2};
    bool force{};
    bool dry_run{};
};

int recalibrate(recalibrate_options const& options);

struct onboard_options {
    std::string prompts; ///< a file with one prompt per line
    std::string arms;    ///< a,b; empty: the first two configured models
    std::string log;     ///< empty: the one in the configuration
    std::string config;
    std::string mode{"threshold"};
    std::optional<double> timeout; ///< seconds
    bool blind{};
    bool calibrate{};
};

int onboard(onboard_options const& options);

struct new_key_options {
    std::string id;
    std::vector<std::string> tags{};
    std::vector<std::string> models{}; ///< names and patterns
    std::optional<std::string> expires{};
    std::optional<std::int64_t> rpm{};
    std::optional<std::int64_t> tpm{};
    std::optional<double> budget{}; ///< dollars
    std::optional<std::string> window{};
    bool json{};
};

int new_key(new_key_options const& options);

struct list_keys_options {
    std::string config;
    bool json{};
};

int list_keys(list_keys_options const& options);

struct change_key_options {
    std::string id;
    std::string config;
    bool finish{}; ///< completes a rotation
    bool force{};
    bool json{};
};

int rotate_key(change_key_options const& options);
int revoke_key(change_key_options const& options);

struct keys_options {
    new_key_options making;
    list_keys_options listing;
    change_key_options rotating;
    change_key_options revoking;
};

struct init_options {
    std::string preset{"hybrid"};
    std::string path{"wayfinder-router.toml"};
    bool interactive{};
    bool force{};
    bool print{};
};

int init(init_options const& options);

struct check_options {
    std::string file; ///< empty: search for wayfinder-router.toml from here upwards
    bool json{};
};

int check(check_options const& options);

struct doctor_options {
    std::string config;
    std::vector<std::string> listen; ///< as for `serve`
    double timeout{10};              ///< seconds for all upstreams together
    bool json{};
};

int doctor(doctor_options const& options);

/// The address of a running gateway, as its operators reach it.
struct gateway_address {
    std::string url;
    std::string token; ///< empty: WAYFINDER_ROUTER_ADMIN_TOKEN, if set
};

struct savings_options {
    std::string config;
    std::string ledger;      ///< empty: the one in the configuration
    gateway_address gateway; ///< if it has a URL: ask it instead of reading a file
    std::string period{"all"};
    std::string by{"route"};
    bool json{};
};

int savings(savings_options const& options);

struct top_options {
    gateway_address gateway{"http://127.0.0.1:8088", {}};
    double interval{2}; ///< seconds
    bool once{};
    bool json{};
};

int top(top_options const& options);

/// The script for a shell: "bash", "zsh" or "fish".
int print_completions(struct command_outline const& whole, std::string const& shell);
int print_manual(struct command_outline const& whole);

struct health_options {
    std::string url{"http://127.0.0.1:8088"};
    std::optional<std::string> ca_file;
    unsigned timeout{3}; ///< seconds
};

int health(health_options const& options);

/// The named file, or the nearest one at or above `start`; nullopt when there is none.
std::optional<std::filesystem::path> configuration_file(std::string const& named,
                                                        std::filesystem::path const& start = ".");

/// No file means the defaults.
config::load_result load_configuration(std::optional<std::filesystem::path> const& file,
                                       config::environment const& env);

/// Prints every error on stderr; false if there is none.
bool print_errors(config::load_result const& loaded);

/// The process environment.
std::optional<std::string> environment_variable(std::string const& name);

/// The process environment, with the command line's timeout if there is one.
config::environment environment_with(std::optional<double> timeout);

} // namespace wayfinder::cli
