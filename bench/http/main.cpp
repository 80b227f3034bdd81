// ./dev bench: compares this gateway with reverse proxies, on loopback.
#include "bench/gate/gate.hpp"
#include "bench/gate/profile.hpp"
#include "bench/http/net/descriptors.hpp"
#include "bench/http/run.hpp"
#include "bench/http/upstream/stand_in.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <functional>
#include <iostream>
#include <map>
#include <string>

namespace wayfinder::bench {
namespace {

using action = std::function<int()>;

CLI::Option* add_gateway(CLI::App& command, std::filesystem::path& place)
{
    place = WAYFINDER_GATEWAY_BINARY;
    return command.add_option("--gateway", place, "The wayfinder-router to measure")
        ->check(CLI::ExistingFile);
}

/// The names of the lanes, for options.
CLI::CheckedTransformer lane_names()
{
    std::map<std::string, lane> named;
    for (auto const each : all_lanes) named.emplace(name_of(each), each);
    CLI::CheckedTransformer names{named};
    names.description("");
    return names;
}

void add_run(CLI::App& app, run_options& options, action& chosen)
{
    auto& command = *app.add_subcommand("run", "Measure, and print a table");
    add_gateway(command, options.gateway);
    command.add_flag("--quick", options.quick, "Short rounds: less than two minutes altogether");
    command.add_option("--rounds", options.rounds, "How often each is measured, in turn")
        ->check(CLI::Range(1, 100));
    command.add_option("--span", options.span, "Milliseconds of one measurement")
        ->check(CLI::Range(1, 60'000));
    command
        .add_option("--lanes", options.lanes,
                    "Of plain, governed, cached, tls_upstream, tls_listener; all by default")
        ->delimiter(',')
        ->transform(lane_names());
    command.add_option("--contests", options.contests, "Of " + CLI::detail::join(contest_names(), ", "))
        ->delimiter(',')
        ->check(CLI::IsMember(contest_names()).description(""));
    command.add_option("--portkey", options.portkey, "Portkey's build/start-server.js: it takes part")
        ->check(CLI::ExistingFile);
    command.add_option("--json", options.json, "Write every round to this file");
    command.add_option("--page", options.page, "Write the page to this file: docs/performance.md");
    command.final_callback([&] { chosen = [&] { return run(options); }; });
}

void add_gate(CLI::App& app, gate_options& options, action& chosen)
{
    auto& command =
        *app.add_subcommand("gate", "Compare the instructions of a governed request with the baseline");
    add_gateway(command, options.gateway);
    options.baseline = WAYFINDER_GATE_BASELINE;
    command.add_option("--baseline", options.baseline, "The file to compare with");
    command.add_flag("--update", options.update, "Write the file instead");
    command.final_callback([&] { chosen = [&] { return gate(options); }; });
}

void add_profile(CLI::App& app, profile_options& options, action& chosen)
{
    auto& command = *app.add_subcommand("profile", "Print where the instructions of a lane go");
    add_gateway(command, options.what.gateway);
    command.add_option("LANE", options.what.which, "plain, governed, cached, tls_upstream or tls_listener")
        ->required()
        ->transform(lane_names());
    command.add_option("--clients", options.what.clients, "Clients that ask at once")
        ->check(CLI::Range(1, 1000));
    command.add_option("--requests", options.what.requests, "Requests to count")
        ->check(CLI::Range(1, 1'000'000));
    command.add_option("--prompt", options.what.prompt_size, "Bytes of each prompt");
    command.add_flag("--caches", options.what.caches, "Simulate caches, and count what they miss");
    command.add_option("--functions", options.functions, "Functions to list for each thread");
    command.add_flag("--inclusive", options.inclusive, "Count what functions call as theirs");
    command.add_option("--keep", options.keep, "Leave callgrind's files in this folder");
    command.final_callback([&] {
        chosen = [&] {
            std::cout << profile_text(options);
            return 0;
        };
    });
}

void add_stand_in(CLI::App& app, stand_in_setup& setup, std::int64_t& interval, action& chosen)
{
    auto& command = *app.add_subcommand("stand-in", "Be the upstream that everything is measured against");
    command.add_option("--port", setup.port, "Port of 127.0.0.1 to listen on")->required();
    command.add_option("--pieces", setup.pieces, "Stream answers, in so many pieces");
    command.add_option("--interval-us", interval, "Microseconds between the pieces");
    command.add_option("--cert", setup.certificate, "Speak TLS");
    command.add_option("--key", setup.key, "The certificate's key");
    command.final_callback([&] {
        chosen = [&]() -> int {
            setup.interval = std::chrono::microseconds{interval};
            stand_in{setup}.run();
        };
    });
}

int command_line(int argc, char** argv)
{
    CLI::App app{"Measures wayfinder-router beside reverse proxies, on loopback."};
    app.require_subcommand(1);
    action chosen;
    run_options running;
    gate_options gating;
    profile_options profiling;
    stand_in_setup standing_in;
    std::int64_t interval = 0;
    add_run(app, running, chosen);
    add_gate(app, gating, chosen);
    add_profile(app, profiling, chosen);
    add_stand_in(app, standing_in, interval, chosen);
    CLI11_PARSE(app, argc, argv);
    return chosen();
}

} // namespace
} // namespace wayfinder::bench

int main(int argc, char** argv)
{
    try {
        wayfinder::bench::raise_descriptor_limit();
        return wayfinder::bench::command_line(argc, argv);
    } catch (std::exception const& error) {
        std::cerr << "bench: " << error.what() << '\n';
        return 1;
    }
}
